import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** What was seen. */
export interface Verdict {
  readonly acknowledged: number;
  /** Acknowledged, and in no database. */
  readonly lost: readonly string[];
  /** Stored, and neither handled nor waiting any more: what became of them, and after how many deaths. */
  readonly unhandled: readonly string[];
  /** Handled after a later event of the same person. */
  readonly outOfOrder: readonly string[];
  /** Replies that Meta got twice. */
  readonly duplicateSends: number;
  /** Replies that the outbox has given up on without knowing whether they arrived. */
  readonly unknownSends: number;
  /** Replies that never came, although the outbox does not say that their fate is unknown. */
  readonly unanswered: readonly string[];
  /** Replies that the outbox has given up on because Meta would not have them: the reason of each. */
  readonly refused: readonly string[];
  readonly integrity: string;
  /** From each start to the first handler that ran. */
  readonly firstHandledMs: readonly number[];
}

/** What a campaign leaves. */
export interface Traces {
  /** `PERSON PAYLOAD` of every tap that got its 200. */
  readonly acknowledged: readonly string[];
  /** When each process was started, in milliseconds since 1970. */
  readonly starts: readonly number[];
  readonly database: string;
  /** A line for each run of the handler. */
  readonly journal: string;
  /** `PERSON PAYLOAD` of every reply that Meta took. */
  readonly sent: readonly string[];
}

export function verdictOn({ acknowledged, starts, database, journal, sent }: Traces): Verdict {
  const { states, unknown, refused, integrity } = left(database);
  const handled = runsIn(journal);
  const known = new Set([...sent, ...unknown]);
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((tap) => !states.has(tap)),
    unhandled: [...states].flatMap(([tap, state]) => (state === 'done' ? [] : [`${tap} ${state}`])),
    outOfOrder: disorderIn(handled.map(({ tap }) => tap)),
    duplicateSends: sent.length - new Set(sent).size,
    unknownSends: unknown.length,
    unanswered: acknowledged.filter((tap) => !known.has(tap)),
    refused,
    integrity,
    firstHandledMs: firstAfter(
      starts,
      handled.map(({ at }) => at),
    ),
  };
}

interface Left {
  /** By tap. */
  readonly states: ReadonlyMap<string, string>;
  /** Replies that the outbox has given up on. */
  readonly unknown: readonly string[];
  readonly refused: readonly string[];
  readonly integrity: string;
}

function left(path: string): Left {
  const database = new DatabaseSync(path, { readOnly: true });
  const events = database
    .prepare(
      `select json_extract(item, '$.sender.id') || ' ' || json_extract(item, '$.postback.payload') as tap,
              case state when 'done' then state else state || ', crashes: ' || crashes end as state
       from inbox_events where json_extract(item, '$.postback.payload') is not null`,
    )
    .all();
  const replies = database
    .prepare(
      `select user_id || ' ' || json_extract(reply, '$.text') as tap from outbox_messages where state = 'unknown'`,
    )
    .all();
  const refused = database
    .prepare(`select verdict from outbox_messages where state = 'failed'`)
    .all();
  const integrity = database.prepare('pragma integrity_check').get();
  database.close();
  return {
    states: new Map(events.map(({ tap, state }) => [String(tap), String(state)])),
    unknown: replies.map(({ tap }) => String(tap)),
    refused: refused.map(({ verdict }) => String(verdict)),
    integrity: String(integrity?.['integrity_check']),
  };
}

function runsIn(journal: string): readonly { readonly tap: string; readonly at: number }[] {
  return readFileSync(journal, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([person, payload, , at]) => ({ tap: `${person} ${payload}`, at: Number(at) }));
}

function firstAfter(starts: readonly number[], times: readonly number[]): number[] {
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? Infinity;
    const first = times.find((at) => at >= start && at < end);
    return first === undefined ? [] : [first - start];
  });
}

/** Runs of handlers that came after a later step of the same person. The same step again is no disorder. */
function disorderIn(taps: readonly string[]): string[] {
  const last = new Map<string, string>();
  return taps.filter((tap) => {
    const [person = '', payload = ''] = tap.split(' ');
    const before = last.get(person) ?? '';
    last.set(person, payload > before ? payload : before);
    return payload < before;
  });
}
