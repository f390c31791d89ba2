import type { PausedPage, ServiceHealth } from '../doctor/index.js';

const DEADLINE_MS = 2_000;

/** Asks a running service how it is. @param url where it listens on this machine @returns `null` when none answers */
export async function readServiceHealth(url: string): Promise<ServiceHealth | null> {
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const response = await fetch(`${url}/health/ready`, { redirect: 'manual', signal });
    return { paused: pausedIn(await response.json()) };
  } catch {
    return null;
  }
}

/** `{"details":{"pages":{"paused":[{"pageId":"1","why":"token"}]}}}` */
function pausedIn(body: unknown): readonly PausedPage[] {
  const paused = memberOf(memberOf(memberOf(body, 'details'), 'pages'), 'paused');
  const rows: readonly unknown[] = Array.isArray(paused) ? paused : [];
  return rows.flatMap((row) => {
    const [pageId, why] = [memberOf(row, 'pageId'), memberOf(row, 'why')];
    return typeof pageId === 'string' && typeof why === 'string' ? [{ pageId, why }] : [];
  });
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
