import type { JSX } from 'preact';

interface FactsProps {
  /** Name and value; facts without a value are left out. */
  readonly facts: readonly (readonly [string, string | null])[];
}

export function Facts({ facts }: FactsProps): JSX.Element {
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} class="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
