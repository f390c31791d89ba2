import type { JSX } from 'preact';
import { pageName } from '../store/state.js';
import { Avatar } from '../view/avatar.js';

interface WelcomeProps {
  readonly pageId: string;
  readonly greeting: string | null;
}

/** What a new person sees instead of bubbles: who the page is, and its greeting. */
export function Welcome({ pageId, greeting }: WelcomeProps): JSX.Element {
  const name = pageName(pageId);
  return (
    <div class="welcome">
      <Avatar id={pageId} name={name} size="large" />
      <p class="welcome-name" dir="auto">
        {name}
      </p>
      {greeting !== null && (
        <p class="welcome-greeting" dir="auto">
          {greeting}
        </p>
      )}
    </div>
  );
}
