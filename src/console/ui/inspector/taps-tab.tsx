import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { mode, selectedPerson, selectedTrace, traces } from '../store/state.js';
import { TraceList } from './trace-list.js';
import { TraceView } from './trace-view.js';

/** The traces, the newest first, and the whole story of one. */
export function TapsTab(): JSX.Element {
  const [everybody, setEverybody] = useState(mode.value !== 'demo');
  const person = selectedPerson.value;
  const shown = traces.value.filter(
    ({ psid, pageId }) => everybody || (psid === person?.psid && pageId === person.pageId),
  );
  const selected = selectedTrace.value;
  return (
    <div class="taps">
      <div class="taps-list">
        {mode.value === 'demo' && <WhoseTaps everybody={everybody} onChoose={setEverybody} />}
        <TraceList shown={shown} showsNames={everybody} />
      </div>
      {selected === null ? (
        <NothingSelected isEmpty={shown.length === 0} />
      ) : (
        <TraceView key={selected.id} trace={selected} />
      )}
    </div>
  );
}

interface WhoseTapsProps {
  readonly everybody: boolean;
  readonly onChoose: (everybody: boolean) => void;
}

function WhoseTaps({ everybody, onChoose }: WhoseTapsProps): JSX.Element {
  return (
    <div class="segments" role="group" aria-label="Whose taps">
      <button
        type="button"
        class="segment"
        aria-pressed={!everybody}
        onClick={() => onChoose(false)}
      >
        This person
      </button>
      <button type="button" class="segment" aria-pressed={everybody} onClick={() => onChoose(true)}>
        Everybody
      </button>
    </div>
  );
}

function NothingSelected({ isEmpty }: { readonly isEmpty: boolean }): JSX.Element {
  return (
    <div class="empty">
      {isEmpty ? (
        <p>
          Nothing has happened yet. Tap something in the chat: every step from Meta to your handler
          and back shows up here.
        </p>
      ) : (
        <p>Choose a line above, or a bubble in the chat, to see what happened.</p>
      )}
    </div>
  );
}
