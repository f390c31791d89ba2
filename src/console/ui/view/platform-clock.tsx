import type { JSX } from 'preact';
import { separatorLabel } from '../model/labels.js';
import { aheadMs } from '../store/state.js';
import { useNow } from './use-now.js';
import { Icon } from './icon.js';

const SHOWN_AHEAD_MS = 60_000;

/** The platform's time, which can be ahead of the machine's. */
export function PlatformClock(): JSX.Element {
  const nowMs = useNow(10_000);
  const ahead = aheadMs.value;
  const time = separatorLabel(nowMs + ahead, nowMs);
  return (
    <p class="platform-clock" title="The platform's time">
      <Icon name="clock" />
      <span class="sr-only">The platform's time: </span>
      <time>{time}</time>
      {ahead >= SHOWN_AHEAD_MS && <span class="badge badge-plain">ahead</span>}
    </p>
  );
}
