import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PersonSummary } from '../../contract.js';
import { act, advance } from '../store/actions.js';
import { chat, pageName } from '../store/state.js';
import { Avatar } from '../view/avatar.js';
import { Icon, type IconName } from '../view/icon.js';
import { IconButton } from '../view/icon-button.js';
import { Sheet } from '../view/sheet.js';

const DAY_MS = 86_400_000;

interface ChatHeadProps {
  readonly person: PersonSummary;
  readonly onArrive: () => void;
}

/** Whom the person writes to, and what can be done besides writing. */
export function ChatHead({ person, onArrive }: ChatHeadProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const name = pageName(person.pageId);
  return (
    <header class="chat-head">
      <Avatar id={person.pageId} name={name} />
      <div class="chat-title">
        <h2 dir="auto">{name}</h2>
        <p class="chat-sub">
          as <bdi>{person.name}</bdi> · {statusOf(person)}
        </p>
      </div>
      <IconButton icon="link" label="Arrive by link or ad" onClick={onArrive} />
      <IconButton icon="more" label="More" expanded={open} onClick={() => setOpen(true)} />
      {open && <MoreSheet person={person} onArrive={onArrive} onClose={() => setOpen(false)} />}
    </header>
  );
}

function statusOf({ blocked, windowOpen }: PersonSummary): string {
  if (blocked) return 'has blocked the page';
  if (chat.value?.screen.isNew === true) return 'new here';
  return windowOpen ? 'the page may answer' : '24 hours are over';
}

function MoreSheet({
  person,
  onArrive,
  onClose,
}: ChatHeadProps & { readonly onClose: () => void }): JSX.Element {
  const choose = (what: () => void) => (): void => {
    onClose();
    what();
  };
  const { blocked } = person;
  return (
    <Sheet title="More" onClose={onClose}>
      <ul class="choices">
        <Choice icon="link" label="Arrive by link or ad" onClick={choose(onArrive)}>
          Follow an m.me link with a ref, or an ad
        </Choice>
        <Choice icon="clock" label="Let 24 hours pass" onClick={choose(() => void advance(DAY_MS))}>
          On the platform and in the bot: the window closes
        </Choice>
        <Choice
          icon="block"
          label={blocked ? 'Unblock the page' : 'Block the page'}
          onClick={choose(() => void act({ kind: 'block', blocked: !blocked }))}
        >
          {blocked ? 'It may write again' : 'What it sends is refused'}
        </Choice>
      </ul>
    </Sheet>
  );
}

interface ChoiceProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
  readonly children: string;
}

function Choice({ icon, label, onClick, children }: ChoiceProps): JSX.Element {
  return (
    <li>
      <button type="button" class="choice" onClick={onClick}>
        <Icon name={icon} />
        <span>
          <strong>{label}</strong>
          <span class="choice-hint">{children}</span>
        </span>
      </button>
    </li>
  );
}
