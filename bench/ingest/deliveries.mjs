// Bodies as Meta posts them, signed, each with events that nobody has seen: people in 1,000 conversations tap buttons.
import { createHmac, randomUUID } from 'node:crypto';

export const SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
export const PAGE_ID = '101234567890123';
const CONVERSATIONS = 1_000;
const PAYLOADS = [
  'FLOW_TRACK_ORDER',
  'SUPPORT_BILLING',
  'PRODUCT_VIEW_456',
  'GET_STARTED',
  '{"action":"ADD_TO_CART","productId":"SKU-456","qty":1}',
];

/** One run of the load generator never makes the same event twice. */
const RUN = randomUUID();
let made = 0;

/** A request for one connection, ready to be written, and the message ids of its events. */
export function delivery({ events, payload }) {
  const mids = [];
  const messaging = [];
  for (let index = 0; index < events; index += 1) {
    made += 1;
    mids.push(`m_${RUN}-${made}`);
    messaging.push(tap(made, mids.at(-1), payload ?? PAYLOADS[made % PAYLOADS.length]));
  }
  const entry = [{ id: PAGE_ID, time: Date.now(), messaging }];
  return { mids, bytes: requestOf(Buffer.from(JSON.stringify({ object: 'page', entry }))) };
}

function tap(number, mid, payload) {
  return {
    sender: { id: String(5_000_000_000_000_000 + (number % CONVERSATIONS)) },
    recipient: { id: PAGE_ID },
    timestamp: Date.now(),
    postback: { mid, title: 'Show me more', payload },
  };
}

function requestOf(body) {
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const head = [
    'POST /webhook HTTP/1.1',
    'Host: 127.0.0.1',
    'User-Agent: facebookexternalua',
    'Content-Type: application/json',
    `X-Hub-Signature-256: sha256=${signature}`,
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}
