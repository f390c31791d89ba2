import { endOfVersion } from '../../graph/index.js';
import type { Facts } from '../facts.js';
import type { AppRule, Complaint, PageRule } from '../rule.js';

const SOON_MS = 90 * 86_400_000;
const SKEW_MAX_MS = 30_000;

export const GRAPH_VERSION: AppRule = {
  id: 'graph-version',
  of: 'app',
  severity: 'warning',
  checks: 'Graph knows META_GRAPH_VERSION, and will for another 90 days.',
  means:
    'Meta answers calls by another version, without an error, and they may mean something else.',
  mend: "Read Meta's changelog, then set META_GRAPH_VERSION to a newer version.",
  fixes: null,
  examine: async (facts) => {
    const { graphVersion } = facts.patient.environment;
    if (!(await facts.hasVersion())) {
      return [
        { severity: 'error', seen: `Graph knows no version ${graphVersion}.`, means: NO_SENDS },
      ];
    }
    return endOf(graphVersion, facts.patient.now());
  },
};

const NO_SENDS = 'No reply reaches anybody.';

function endOf(version: string, now: number): readonly Complaint[] {
  const end = endOfVersion(version);
  if (end === null || end - now > SOON_MS) return [];
  const day = new Date(end).toISOString().slice(0, 'YYYY-MM-DD'.length);
  if (end > now) return [{ seen: `${version} ends on ${day}.` }];
  return [{ seen: end === 0 ? `${version} has ended.` : `${version} ended on ${day}.` }];
}

export const CLOCK: PageRule = {
  id: 'clock',
  of: 'page',
  severity: 'warning',
  checks: "This machine's clock agrees with Meta's to 30 seconds.",
  means: 'The 24-hour window ends too early or too late here, and reports show wrong times.',
  mend: "Let the machine's clock follow a time server: `timedatectl set-ntp true`",
  fixes: null,
  examine: async (facts, pageId) => {
    const skewMs = await skewOf(facts, pageId);
    if (skewMs === null || Math.abs(skewMs) <= SKEW_MAX_MS) return [];
    const seconds = Math.round(Math.abs(skewMs) / 1_000);
    const which = skewMs > 0 ? 'ahead of' : 'behind';
    return [{ seen: `This machine's clock is ${seconds} s ${which} Meta's.` }];
  },
};

async function skewOf(facts: Facts, pageId: string): Promise<number | null> {
  // Meta's clock is compared as soon as it has been read: later the answer would be old.
  const { serverTimeMs, readAtMs } = await facts.page(pageId);
  return serverTimeMs === null ? null : readAtMs - serverTimeMs;
}
