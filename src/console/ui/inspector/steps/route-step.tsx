import type { JSX } from 'preact';
import type { TraceRoute, TraceStep } from '../../../contract.js';
import { Facts } from '../facts.js';

type Route = Extract<TraceStep, { readonly kind: 'route' }>;

/** Which route won and why the others did not. */
export function RouteStep({ step }: { readonly step: Route }): JSX.Element {
  const { winner, params, others } = step;
  const values = Object.entries(params).map(([name, value]) => [name, String(value)] as const);
  return (
    <>
      {winner === null ? (
        <p class="callout">
          No pattern matches. Decorate a method with it, such as @OnPostback, or give @OnUnhandled()
          something to say.
        </p>
      ) : (
        <Winner route={winner} />
      )}
      {values.length > 0 && <Facts facts={values} />}
      <Others others={others} />
    </>
  );
}

function Winner({ route }: { readonly route: TraceRoute }): JSX.Element {
  const { pattern, handler, place } = route;
  const facts = [
    ['Pattern', pattern],
    ['Handler', handler],
    ['Place', place],
  ] as const;
  return <Facts facts={facts} />;
}

function Others({ others }: Pick<Route, 'others'>): JSX.Element {
  if (others.length === 0) return <p class="hint">No other route matches it.</p>;
  return (
    <>
      <p class="why-title">Why not the others</p>
      <ul class="why">
        {others.map(({ pattern, handler, reason }, index) => (
          <li key={index}>
            <code>{pattern}</code> {handler}
            <span class="why-reason">{reason}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
