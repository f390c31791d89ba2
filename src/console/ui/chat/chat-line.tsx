import type { JSX } from 'preact';
import type { PersonSummary } from '../../contract.js';
import { type ChatRow, isNote } from '../model/chat-rows.js';
import { separatorLabel, timeLabel } from '../model/labels.js';
import { belongsTo, traceIdOf } from '../model/trace-facts.js';
import { selectTrace } from '../store/actions.js';
import { pane } from '../store/look.js';
import { pageName, selectedTrace, traces } from '../store/state.js';
import { memo } from '../view/memo.js';
import { Avatar } from '../view/avatar.js';
import { ChatNote } from './chat-note.js';
import { PageBubble } from './page-bubble.js';
import { PersonBubble } from './person-bubble.js';
import { Receipt } from './receipt.js';

interface ChatLineProps extends ChatRow {
  readonly person: PersonSummary;
  readonly nowMs: number;
  readonly showsReceipt: boolean;
}

/** One line of the chat with what stands around it. */
export const ChatLine = memo(ChatLineView);

function ChatLineView(props: ChatLineProps): JSX.Element {
  const { bubble, showsTime, person, nowMs, showsReceipt } = props;
  const isSelected = belongsTo(bubble, selectedTrace.value);
  return (
    <li class={classOf(props, isSelected)} data-seq={bubble.seq}>
      {showsTime && <p class="time-mark">{separatorLabel(bubble.atMs, nowMs)}</p>}
      {isNote(bubble) ? (
        <ChatNote bubble={bubble} onSelect={() => selectOf(bubble)} />
      ) : (
        <Sides bubble={bubble} endsRun={props.endsRun} person={person} />
      )}
      {bubble.from === 'person' && <Receipt bubble={bubble} isShown={showsReceipt} />}
    </li>
  );
}

type SidesProps = Pick<ChatLineProps, 'bubble' | 'endsRun' | 'person'>;

function Sides({ bubble, endsRun, person }: SidesProps): JSX.Element {
  const select = (): void => selectOf(bubble);
  const time = timeLabel(bubble.atMs);
  if (bubble.from === 'person')
    return <PersonBubble bubble={bubble} time={time} onSelect={select} />;
  const name = pageName(person.pageId);
  return (
    <div class="page-side">
      <span class="avatar-place">
        {endsRun && <Avatar id={person.pageId} name={name} size="small" />}
      </span>
      <PageBubble bubble={bubble} pageName={name} time={time} onSelect={select} />
    </div>
  );
}

/** Where there is room for one pane, the inspector comes up. */
function selectOf(bubble: ChatRow['bubble']): void {
  const id = traceIdOf(bubble, traces.value);
  if (id === null) return;
  pane.value = 'inspector';
  void selectTrace(id);
}

function classOf({ bubble, startsRun, endsRun }: ChatRow, isSelected: boolean): string {
  const marks = [startsRun && 'starts-run', endsRun && 'ends-run', isSelected && 'is-selected'];
  return ['line', `line-${bubble.from}`, ...marks.filter((mark) => mark !== false)].join(' ');
}
