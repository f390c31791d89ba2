import type { JSX } from 'preact';
import { momentLabel } from '../model/labels.js';
import { advance } from '../store/actions.js';
import { aheadMs } from '../store/state.js';
import { useNow } from '../view/use-now.js';
import { Facts } from './facts.js';
import { TabHead } from './table-tab.js';

const HOUR_MS = 3_600_000;

const STEPS = [
  ['10 minutes', HOUR_MS / 6],
  ['1 hour', HOUR_MS],
  ['24 hours', 24 * HOUR_MS],
  ['7 days', 7 * 24 * HOUR_MS],
] as const;

/** Lets time pass. */
export function ClockTab(): JSX.Element {
  const nowMs = useNow(1000);
  const aheadHours = Math.round((aheadMs.value / HOUR_MS) * 10) / 10;
  return (
    <div class="tab-body">
      <TabHead
        title="Clock"
        about="Time passes on the platform and in the bot: retries come due, and 24 hours after a person's last act the page may not write any more."
      />
      <Facts
        facts={[
          ['Time', momentLabel(nowMs + aheadMs.value)],
          ['Ahead by', aheadHours > 0 ? `${aheadHours} h` : 'nothing'],
        ]}
      />
      <div class="clock-steps" role="group" aria-label="Let time pass">
        {STEPS.map(([label, ms]) => (
          <button key={label} type="button" class="button" onClick={() => void advance(ms)}>
            {label}
          </button>
        ))}
      </div>
      <p class="hint">
        It cannot be turned back; a new start of the service does. Connections keep to this
        machine's time, and with them the fault trickle.
      </p>
    </div>
  );
}
