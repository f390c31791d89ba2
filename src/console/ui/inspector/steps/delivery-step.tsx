import type { JSX } from 'preact';
import type { TraceStep } from '../../../contract.js';
import { Facts } from '../facts.js';
import { JsonView } from '../json-view.js';
import { RawView } from '../raw-view.js';

type Delivery = Extract<TraceStep, { readonly kind: 'delivery' }>;

/** What Meta sent: read on one side, byte for byte as signed on the other. */
export function DeliveryStep({ step }: { readonly step: Delivery }): JSX.Element {
  const { silence, attempts, signature, body } = step;
  return (
    <>
      {silence !== null && <p class="callout">{silence}</p>}
      <Facts
        facts={[
          ['Answers', attempts.length === 0 ? null : attempts.join(', ')],
          ['Signature', signature],
        ]}
      />
      {body !== null && (
        <div class="side-by-side">
          <JsonView label="Event" text={body} />
          <RawView label="As signed" text={body} />
        </div>
      )}
    </>
  );
}
