import type { JSX } from 'preact';
import type { Trace } from '../../contract.js';
import { stepOf } from '../model/trace-facts.js';
import { replay, textOf } from '../store/actions.js';
import { Icon } from '../view/icon.js';
import { CopyButton } from './copy-button.js';

/** What can be done with a trace. */
export function TraceActions({ trace }: { readonly trace: Trace }): JSX.Element {
  const { id } = trace;
  const body = stepOf(trace, 'delivery')?.body ?? null;
  return (
    <div class="trace-actions">
      <button type="button" class="button" onClick={() => void replay(id)}>
        <Icon name="replay" />
        Replay
      </button>
      <CopyButton
        label="Copy curl"
        said="The curl command is copied."
        read={() => textOf(id, 'curl')}
      />
      <CopyButton label="Copy test" said="The test is copied." read={() => textOf(id, 'test')} />
      {body !== null && (
        <CopyButton
          label="Copy raw"
          said="The raw body is copied."
          read={() => Promise.resolve(body)}
        />
      )}
    </div>
  );
}
