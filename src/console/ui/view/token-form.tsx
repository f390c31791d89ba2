import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { token } from '../store/api.js';
import { connection } from '../store/state.js';

/** Asks for the token of a page that has none, and for another one when it is not right. */
export function TokenForm(): JSX.Element {
  const [typed, setTyped] = useState('');
  const wasRefused = connection.value === 'refused';
  const submit = (event: Event): void => {
    event.preventDefault();
    connection.value = 'connecting';
    token.value = typed.trim();
  };
  return (
    <main class="token-page">
      <form class="token-form" onSubmit={submit}>
        <h2>{wasRefused ? 'That token is not right' : 'The console asks for a token'}</h2>
        <p>
          {wasRefused
            ? 'The service may have been started anew: reload the page, or take the token from its log.'
            : 'The service wrote it to its log when it started. It is kept until you close this page.'}
        </p>
        <label class="field">
          <span>Token</span>
          <input
            type="password"
            autocomplete="off"
            required
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button button-main">
          Open the console
        </button>
      </form>
    </main>
  );
}
