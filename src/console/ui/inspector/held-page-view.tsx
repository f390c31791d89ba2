import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { HeldPage } from '../../contract.js';
import { momentLabel } from '../model/labels.js';
import { pageName } from '../store/state.js';
import { Icon } from '../view/icon.js';

interface HeldPageViewProps {
  readonly page: HeldPage;
  readonly onTry: () => void;
}

/** Why, and what to do. What goes by by itself needs nobody. */
const WORDS = {
  token:
    'Meta does not take its token. Put a new one into META_PAGE_TOKENS and start the service anew; if it was mended at Meta, try now.',
  restricted: 'Meta restricts what it may send: see Page Quality. If that is over, try now.',
  limit: 'There were too many calls.',
  outage: 'Meta gives no sensible answers.',
} as const satisfies Record<HeldPage['why'], string>;

/** A page that sends nothing. */
export function HeldPageView({ page, onTry }: HeldPageViewProps): JSX.Element {
  const id = useId();
  const { pageId, why, until, waiting } = page;
  return (
    <li class="case held-page" aria-labelledby={id}>
      <h4 id={id}>{pageName(pageId)} sends nothing</h4>
      <p>{WORDS[why]}</p>
      <p class="hint">
        {waiting} {waiting === 1 ? 'reply waits' : 'replies wait'} · one is tried after{' '}
        {momentLabel(until)} · page {pageId}
      </p>
      {(why === 'token' || why === 'restricted') && (
        <div class="case-actions">
          <button type="button" class="button" aria-describedby={id} onClick={onTry}>
            <Icon name="replay" />
            Try now
          </button>
        </div>
      )}
    </li>
  );
}
