import type { JSX } from 'preact';

const SHOWN = 20_000;

interface RawViewProps {
  readonly label: string;
  readonly text: string;
}

/** A text as it is; of a very long one the beginning. */
export function RawView({ label, text }: RawViewProps): JSX.Element {
  return (
    <figure class="code">
      <figcaption>{label}</figcaption>
      <pre class="is-raw" tabIndex={0} role="region" aria-label={label}>
        {text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}
      </pre>
    </figure>
  );
}
