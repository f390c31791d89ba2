import type { JSX } from 'preact';

export function TypingDots({ name }: { readonly name: string }): JSX.Element {
  return (
    <div class="typing" role="img" aria-label={`${name} is typing`}>
      <span />
      <span />
      <span />
    </div>
  );
}
