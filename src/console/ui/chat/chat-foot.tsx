import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { PersonSummary } from '../../contract.js';
import { act } from '../store/actions.js';
import type { OpenChat } from '../store/state.js';
import { useKeptFocus } from '../view/use-kept-focus.js';
import { Composer } from './composer.js';
import { QuickReplies } from './quick-replies.js';
import { StartBar } from './start-bar.js';

interface ChatFootProps {
  readonly person: PersonSummary;
  readonly open: OpenChat;
}

/** What the person can do next: start, choose a quick reply, write, or unblock. What vanishes with a tap leaves the focus here. */
export function ChatFoot({ person, open }: ChatFootProps): JSX.Element {
  const { screen } = open;
  const foot = useRef<HTMLElement>(null);
  useKeptFocus(foot);
  const isStart = screen.isNew && (screen.getStarted || screen.iceBreakers.length > 0);
  return (
    <footer ref={foot} class="chat-foot" tabIndex={-1} aria-label="What you can do next">
      {person.blocked ? (
        <BlockedBar />
      ) : (
        <>
          {isStart && <StartBar screen={screen} />}
          {screen.quickReplies.length > 0 && <QuickReplies replies={screen.quickReplies} />}
          {!(screen.isNew && screen.getStarted) && (
            <Composer key={open.key} chatKey={open.key} screen={screen} />
          )}
        </>
      )}
    </footer>
  );
}

function BlockedBar(): JSX.Element {
  return (
    <div class="blocked-bar">
      <p>You have blocked this page. What it sends does not arrive.</p>
      <button
        type="button"
        class="button"
        onClick={() => void act({ kind: 'block', blocked: false })}
      >
        Unblock
      </button>
    </div>
  );
}
