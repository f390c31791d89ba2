import type { JSX } from 'preact';
import type { DeadLetterRow, Operated } from '../../contract.js';
import { attempt } from '../store/actions.js';
import { sendJson } from '../store/api.js';
import { announce } from '../store/look.js';
import { DeadLetterView } from './dead-letter-view.js';
import { TabHead } from './table-tab.js';
import { useOperatorList } from './use-resource.js';

const SAID = { replay: 'Replayed.', drop: 'Dropped.' } as const;
const TOO_LATE = 'Somebody else was faster: it is no dead letter any more.';

/** Events that were given up on, with what to do about them. */
export function DeadLettersTab(): JSX.Element {
  const { data, problem, reload } = useOperatorList<readonly DeadLetterRow[]>('dead-letters');
  return (
    <div class="tab-body">
      <TabHead
        title="Dead letters"
        about="Events that failed six times, or over which the process died three times. Mend the handler, then replay."
        onReload={reload}
      />
      {problem !== null && <p class="callout">{problem}</p>}
      {data?.length === 0 && (
        <div class="empty">
          <p>Nothing was given up on. What a handler fails at for good is kept here for 30 days.</p>
        </div>
      )}
      <ul class="cases">
        {(data ?? []).map((row) => (
          <DeadLetterView
            key={row.key}
            row={row}
            onOperate={(what) => void operate(row.key, what)}
          />
        ))}
      </ul>
    </div>
  );
}

async function operate(key: string, what: keyof typeof SAID): Promise<void> {
  const answer = await attempt(() => sendJson<Operated>('POST', `dead-letters/${key}/${what}`, {}));
  if (answer !== null) announce(answer.done ? SAID[what] : TOO_LATE);
}
