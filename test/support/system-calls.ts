/** A 200 that went out, and whether what it acknowledges was on disk by then. */
export interface Acknowledgement {
  readonly mark: string;
  readonly isSynced: boolean;
}

interface Call {
  readonly name: string;
  /** What `-y` says of the descriptor. */
  readonly file: string;
  readonly rest: string;
}

const CALL = /^\d+\s+(\w+)\((\d+)<([^>]*)>(.*)$/su;
const MARK = /MARK_\d+_/gu;
const UNFINISHED = '<unfinished ...>';
const RESUMED = ' resumed>';

/**
 * Reads what strace wrote (`-f -y`) of a service that takes events with marks in them: a mark is read from a socket, written to
 * the database's log, the log is synced, and the socket gets its answer. A mark may be in several pages of the log.
 */
export function acknowledgementsIn(trace: string): readonly Acknowledgement[] {
  const log = new SyncedLog();
  const sockets = new Sockets();
  for (const call of callsIn(trace)) {
    if (call.file.endsWith('-wal')) log.see(call);
    if (isSocket(call.file)) sockets.see(call, log);
  }
  return sockets.acknowledged;
}

/** The marks in the database's log, and which of them are synced. */
class SyncedLog {
  private readonly written = new Set<string>();
  private readonly synced = new Set<string>();

  see({ name, rest }: Call): void {
    if (name === 'pwrite64') for (const mark of rest.match(MARK) ?? []) this.written.add(mark);
    if (!name.endsWith('sync')) return;
    for (const mark of this.written) this.synced.add(mark);
    this.written.clear();
  }

  isSynced(mark: string): boolean {
    return this.synced.has(mark);
  }
}

/** Connections: each has one request at a time. */
class Sockets {
  readonly acknowledged: Acknowledgement[] = [];
  private readonly asked = new Map<string, string>();

  see({ name, file, rest }: Call, log: SyncedLog): void {
    const [read] = name === 'read' ? (rest.match(MARK) ?? []) : [];
    if (read !== undefined) this.asked.set(file, read);
    if (!name.startsWith('write') || !rest.includes('HTTP/1.1 200')) return;
    const mark = this.asked.get(file);
    if (mark !== undefined) this.acknowledged.push({ mark, isSynced: log.isSynced(mark) });
    this.asked.delete(file);
  }
}

/** A call that another thread's interrupted is taken where it ended. */
function callsIn(trace: string): readonly Call[] {
  const begun = new Map<string, string>();
  return trace.split('\n').flatMap((line) => {
    const thread = line.slice(0, line.indexOf(' '));
    if (line.endsWith(UNFINISHED)) {
      begun.set(thread, line.slice(0, -UNFINISHED.length));
      return [];
    }
    const [head = '', tail] = line.split(RESUMED, 2);
    return callIn(tail === undefined ? head : `${begun.get(thread) ?? ''}${tail}`);
  });
}

function callIn(line: string): readonly Call[] {
  const [, name, , file, rest] = CALL.exec(line) ?? [];
  const isWhole = name !== undefined && file !== undefined && rest !== undefined;
  return isWhole ? [{ name, file, rest }] : [];
}

function isSocket(file: string): boolean {
  return /^(?:TCP|TCPv6|socket):/u.test(file);
}
