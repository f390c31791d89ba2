// The load generator, in a process of its own. It is told what to do by messages and answers each with what it saw:
// `saturate`: bodies signed beforehand, each connection posts as soon as it is answered.
// `pace`: so many requests a second at their times, whatever the answers do; signed as they go when `seconds` is long.
import { Connection } from './connection.mjs';
import { delivery } from './deliveries.mjs';

const CONNECTIONS = 64;
const TICK_MS = 2;

process.on('message', ({ kind, ...order }) => {
  void ORDERS[kind](order).then((seen) => process.send(seen));
});

const ORDERS = { saturate, pace };

async function saturate({ port, requests, events }) {
  const waiting = Array.from({ length: requests }, () => delivery({ events }));
  const connections = await openAll(port);
  const seen = newSeen();
  const begunMs = nowMs();
  await Promise.all(
    connections.map(async (connection) => {
      for (let next = waiting.pop(); next; next = waiting.pop())
        await postOne(connection, next, nowMs(), seen);
    }),
  );
  return finish(connections, { ...seen, begunMs, endedMs: nowMs(), sentAt: [] });
}

async function pace({ port, perSecond, seconds, events, payload, remember }) {
  const connections = await openAll(port);
  const free = [...connections];
  const late = [];
  const underWay = new Set();
  const seen = newSeen();
  const sentAt = [];
  const begunMs = nowMs();
  const send = (connection, { next, dueMs }) => {
    const posting = postOne(connection, next, dueMs, seen).finally(() => {
      underWay.delete(posting);
      const waiting = late.shift();
      if (waiting) send(connection, waiting);
      else free.push(connection);
    });
    underWay.add(posting);
  };
  for (let sent = 0; sent < perSecond * seconds;) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    for (
      ;
      sent < Math.min(((nowMs() - begunMs) / 1_000) * perSecond, perSecond * seconds);
      sent += 1
    ) {
      const next = delivery({ events, payload });
      const dueMs = nowMs();
      if (remember) sentAt.push(...next.mids.map((mid) => [mid, dueMs]));
      const connection = free.shift(); // In turn: the service closes connections that say nothing for long.
      if (connection) send(connection, { next, dueMs });
      else late.push({ next, dueMs });
    }
  }
  while (underWay.size > 0) await Promise.all(underWay);
  return finish(connections, { ...seen, begunMs, endedMs: nowMs(), sentAt });
}

function newSeen() {
  return { answersMs: [], refused: 0 };
}

async function postOne(connection, { bytes }, dueMs, seen) {
  const status = await connection.post(bytes);
  seen.answersMs.push(nowMs() - dueMs);
  if (status !== '200') seen.refused += 1;
}

function openAll(port) {
  return Promise.all(Array.from({ length: CONNECTIONS }, () => Connection.open(port)));
}

function finish(connections, seen) {
  for (const connection of connections) connection.close();
  return seen;
}

/** The same clock in all processes of a machine. */
function nowMs() {
  return Number(process.hrtime.bigint()) / 1e6;
}
