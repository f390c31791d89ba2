/** A 200 that went out, and whether what it acknowledges was on disk by then. */
export interface Acknowledgement {
  readonly mark: string;
  readonly isSynced: boolean;
}

const CALL = /^\d+\s+(\w+)\((\d+)<([^>]*)>(.*)$/su;
const MARK = /MARK_\d+_/gu;

/**
 * Reads what strace wrote (`-f -y`) of a service that takes events with marks in them: a mark is read from a socket, written to
 * the database's log, the log is synced, and the socket gets its answer. A mark may be in several pages of the log.
 */
export function acknowledgementsIn(trace: string): readonly Acknowledgement[] {
  const asked = new Map<string, string>();
  const written = new Set<string>();
  const synced = new Set<string>();
  const acknowledged: Acknowledgement[] = [];
  for (const [, call = '', , file = '', rest = ''] of callsIn(trace)) {
    const isLog = file.endsWith('-wal');
    if (call === 'read' && isSocket(file)) {
      const [mark] = rest.match(MARK) ?? [];
      if (mark) asked.set(file, mark);
    } else if (isLog && call === 'pwrite64') {
      for (const mark of rest.match(MARK) ?? []) written.add(mark);
    } else if (isLog && call.endsWith('sync')) {
      for (const mark of written) synced.add(mark);
      written.clear();
    } else if (call.startsWith('write') && isSocket(file) && rest.includes('HTTP/1.1 200')) {
      const mark = asked.get(file);
      if (mark) acknowledged.push({ mark, isSynced: synced.has(mark) });
      asked.delete(file);
    }
  }
  return acknowledged;
}

/** A call that another thread's interrupted is taken where it ended. */
function callsIn(trace: string): readonly RegExpExecArray[] {
  const begun = new Map<string, string>();
  return trace.split('\n').flatMap((line) => {
    const [thread = ''] = line.split(' ', 1);
    if (line.endsWith('<unfinished ...>')) {
      begun.set(thread, line.slice(0, -'<unfinished ...>'.length));
      return [];
    }
    const whole = line.includes(' resumed>')
      ? `${begun.get(thread) ?? ''}${line.slice(line.indexOf(' resumed>') + ' resumed>'.length)}`
      : line;
    const call = CALL.exec(whole);
    return call ? [call] : [];
  });
}

function isSocket(file: string): boolean {
  return file.startsWith('TCP:') || file.startsWith('socket:') || file.startsWith('TCPv6:');
}
