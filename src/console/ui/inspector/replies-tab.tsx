import type { JSX } from 'preact';
import type { Operated, RepliesReport } from '../../contract.js';
import { attempt } from '../store/actions.js';
import { sendJson } from '../store/api.js';
import { announce } from '../store/look.js';
import { HeldPageView } from './held-page-view.js';
import { TabHead } from './table-tab.js';
import { UndecidedReplyView } from './undecided-reply-view.js';
import { useOperatorList } from './use-resource.js';

const SAID = { resend: 'It is sent again.', drop: 'Dropped.', resume: 'One reply is tried.' };
const TOO_LATE = 'Nothing was done: it is decided already.';

/** Replies that wait for somebody: to decide whether they are sent again, or to mend what their page lacks. */
export function RepliesTab(): JSX.Element {
  const { data, problem, reload } = useOperatorList<RepliesReport>('replies');
  const { held = [], undecided = [] } = data ?? {};
  return (
    <div class="tab-body">
      <TabHead
        title="Replies"
        about="Replies that may have arrived or not, and pages that send nothing for now."
        onReload={reload}
      />
      {problem !== null && <p class="callout">{problem}</p>}
      {data !== null && held.length + undecided.length === 0 && (
        <div class="empty">
          <p>Every page sends, and no reply waits for a decision.</p>
        </div>
      )}
      <ul class="cases">
        {held.map((page) => (
          <HeldPageView
            key={page.pageId}
            page={page}
            onTry={() => void operate(`pages/${page.pageId}/resume`, 'resume')}
          />
        ))}
        {undecided.map((row) => (
          <UndecidedReplyView
            key={row.id}
            row={row}
            onDecide={(what) => void operate(`replies/${row.id}/${what}`, what)}
          />
        ))}
      </ul>
    </div>
  );
}

async function operate(path: string, what: keyof typeof SAID): Promise<void> {
  const answer = await attempt(() => sendJson<Operated>('POST', path, {}));
  if (answer !== null) announce(answer.done ? SAID[what] : TOO_LATE);
}
