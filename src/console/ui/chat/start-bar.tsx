import type { JSX } from 'preact';
import type { ChatScreen } from '../../contract.js';
import { act } from '../store/actions.js';

/** What a new person can tap: ice breakers and Get Started. */
export function StartBar({ screen }: { readonly screen: ChatScreen }): JSX.Element {
  const { iceBreakers, getStarted } = screen;
  return (
    <div class="start-bar">
      {iceBreakers.length > 0 && <IceBreakers all={iceBreakers} />}
      {getStarted && (
        <button
          type="button"
          class="button button-main start-button"
          onClick={() => void act({ kind: 'get-started' })}
        >
          Get Started
        </button>
      )}
    </div>
  );
}

function IceBreakers({ all }: { readonly all: ChatScreen['iceBreakers'] }): JSX.Element {
  return (
    <ul class="ice-breakers" aria-label="Questions to begin with">
      {all.map(({ question, payload }, index) => (
        <li key={index}>
          <button
            type="button"
            class="ice-breaker"
            dir="auto"
            onClick={() => void act({ kind: 'tap', payload, title: question, mid: null })}
          >
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
