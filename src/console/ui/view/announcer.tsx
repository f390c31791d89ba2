import type { JSX } from 'preact';
import { announcement, notice } from '../store/look.js';

/** Where screen readers hear of what happened, and the line that everybody sees. */
export function Announcer(): JSX.Element {
  const shown = notice.value;
  return (
    <>
      <div
        class="sr-only"
        role="log"
        aria-label="News"
        aria-live="polite"
        aria-relevant="additions text"
      >
        {announcement.value}
      </div>
      <div class="notice-place" role="status">
        {shown !== null && <p class={`notice notice-${shown.tone}`}>{shown.text}</p>}
      </div>
    </>
  );
}
