// What each mutant breaks, where, and which test has to notice.
const QUEUE = 'src/inbox/inbox-queue.ts';
const ATTEMPTS = 'src/inbox/attempt.store.ts';

export const MUTANTS = [
  {
    name: 'remove the sync',
    file: 'src/store/sqlite.session.ts',
    edits: [
      ['database.exec(pragmas)', "database.exec(pragmas.replace('=FULL', '=NORMAL'))"],
      ["['synchronous'] !== 2", "['synchronous'] !== 1"],
    ],
    spec: 'test/faults/sync.spec.ts',
    test: 'A2, D4:',
    built: true,
  },
  {
    name: 'acknowledge before the commit',
    file: 'src/webhook/webhook.controller.ts',
    edits: [['await this.inbox.receive', 'void this.inbox.receive']],
    spec: 'test/faults/sync.spec.ts',
    test: 'A2, D4:',
    built: true,
  },
  {
    name: 'drop the lease',
    file: QUEUE,
    edits: [['set claimed_by = ${this.owner}', 'set claimed_by = null']],
    spec: 'test/faults/order.spec.ts',
    test: 'A7',
  },
  {
    name: 'swap the order',
    file: 'src/inbox/attempt-starts.ts',
    edits: [['order by rank, id limit 1', 'order by rank, id desc limit 1']],
    spec: 'test/faults/order.spec.ts',
    test: 'A7',
  },
  {
    name: 'forget what was delivered',
    file: 'src/inbox/event-key.ts',
    edits: [['event.test ?', 'event.kind ?']],
    spec: 'src/inbox/inbox.spec.ts',
    test: 'hands an event to its consumer once',
  },
  {
    name: 'retry blindly',
    file: ATTEMPTS,
    edits: [['result.retryAt)', '0)']],
    spec: 'src/inbox/inbox.retries.spec.ts',
    test: 'D12: is not tried again before its time',
  },
  {
    name: 'begin later events while one is tried again',
    file: ATTEMPTS,
    edits: [
      [
        "if (result.state === 'waiting') await inboxQueue.postpone(trx, conversation, result.retryAt);",
        "if (result.state === 'waiting') return beginAfter(trx, conversation, now);",
      ],
      [
        '/** @returns whether it is a dead letter now */',
        "const beginAfter = (trx: InboxTransaction, conversation: string, now: number) => trx.updateTable('inbox_events').set({ begun_at: now, attempts: 1 }).where('conversation', '=', conversation).where('attempts', '=', 0).returningAll().execute();\n",
      ],
    ],
    spec: 'src/inbox/inbox.retries.spec.ts',
    test: 'D12: holds up its own conversation',
  },
  {
    name: 'ask consumers again that are through',
    file: 'src/inbox/progress.ts',
    edits: [['.includes(consumer)', '.includes(`${consumer}!`)']],
    spec: 'src/inbox/inbox.retries.spec.ts',
    test: 'does not see the consumers again',
  },
  {
    name: 'give up later on an event that kills the process',
    file: 'src/inbox/inbox.errors.ts',
    edits: [['CRASHES_MAX = 3', 'CRASHES_MAX = 4']],
    spec: 'src/inbox/inbox.crashes.spec.ts',
    test: 'D13: makes a dead letter',
  },
  {
    name: 'handle the suspects of a crash side by side',
    file: QUEUE,
    edits: [['set alone = 1', 'set alone = 0']],
    spec: 'src/inbox/inbox.crashes.spec.ts',
    test: 'D13: handles what it was handling',
  },
  {
    name: 'go on with a conversation that is blocked',
    file: ATTEMPTS,
    edits: [['inboxQueue.park(trx, conversation)', 'inboxQueue.postpone(trx, conversation, now)']],
    spec: 'src/inbox/inbox.retries.spec.ts',
    test: 'D12: blocks',
  },
  {
    name: 'handle receipts before people',
    file: QUEUE,
    edits: [['{ person: 0, receipt: 1 }', '{ person: 0, receipt: 0 }']],
    spec: 'src/inbox/inbox.crashes.spec.ts',
    test: 'D14: handles what people do',
  },
  {
    name: 'send before the intent is stored',
    file: 'src/outbox/begin-message.ts',
    edits: [['message.id, begun)', 'message.id, { attempts: begun.attempts })']],
    spec: 'src/outbox/outbox.intents.spec.ts',
    test: 'A3: is on disk before the request',
  },
  {
    name: 'send again blindly what may have arrived',
    file: 'src/outbox/ending.ts',
    edits: [["message.policy === 'atMostOnce') return rests", 'message.id === 0) return rests']],
    spec: 'src/outbox/outbox.policy.spec.ts',
    test: 'G4: never sends a message atMostOnce again',
  },
  {
    name: 'send side by side within a conversation',
    file: 'src/outbox/page-queue.ts',
    edits: [['set claimed_by = ${this.owner}', 'set claimed_by = null']],
    spec: 'src/outbox/outbox.pages.spec.ts',
    test: 'sends to one person one message at a time',
  },
  {
    name: 'write down anew who was erased',
    file: 'src/outbox/end-message.ts',
    edits: [
      ['if (!isChanged && (await isErased(trx, message))) return NOTHING;', ''],
      ['isChanged ? await consequencesOf', 'ended ? await consequencesOf'],
      ['async function isErased', 'export async function isErased'],
    ],
    spec: 'src/outbox/outbox.people.spec.ts',
    test: 'leaves nothing of them behind',
  },
  {
    name: 'send faster than a page may',
    file: 'src/outbox/page-gates.ts',
    edits: [
      ['page[lane].available(now));', '100);'],
      ['if (pace.available(now) === 0) return false;', ''],
    ],
    spec: 'test/faults/chaos.spec.ts',
    test: 'A10: calls Graph',
  },
  {
    name: 'send the newest reply first',
    file: 'src/outbox/begin-message.ts',
    edits: [[".orderBy('message.id')", ".orderBy('message.id', 'desc')"]],
    spec: 'test/faults/chaos.spec.ts',
    test: 'A10: reorders nothing',
  },
];
