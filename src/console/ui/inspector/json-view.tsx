import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { prettyJson } from '../model/pretty-json.js';

/** What is shown of a text that is not JSON. */
const RAW_SHOWN = 20_000;

interface JsonViewProps {
  readonly label: string;
  readonly text: string;
}

/** JSON on lines and in colours; other text as it is. */
export function JsonView({ label, text }: JsonViewProps): JSX.Element {
  const tokens = useMemo(() => prettyJson(text), [text]);
  return (
    <figure class="code">
      <figcaption>{label}</figcaption>
      <pre tabIndex={0} role="region" aria-label={label}>
        {tokens === null
          ? text.slice(0, RAW_SHOWN)
          : tokens.map(({ kind, text: part }, index) => (
              <span key={index} class={`json-${kind}`}>
                {part}
              </span>
            ))}
      </pre>
    </figure>
  );
}
