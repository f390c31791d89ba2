import { UnavailableError } from '../console.errors.js';
import type { TraceEntry } from '../traces/trace-entry.js';
import { shellWord } from './shell-word.js';

/** Filled in by the stand-in, anew for every act. */
const ENVELOPE: ReadonlySet<string> = new Set(['sender', 'recipient', 'timestamp']);

/**
 * The command that does the same act once more, for a terminal of this machine. It goes to the people of the stand-in: a webhook
 * signed by hand would need the app secret.
 * @param simulatorUrl where the stand-in is; `null` without one
 * @throws UnavailableError
 */
export function curlOf({ subject, delivery }: TraceEntry, simulatorUrl: string | null): string {
  const { psid, pageId } = subject;
  if (simulatorUrl === null || psid === null)
    throw new UnavailableError('A curl lets a person of the stand-in act, and this was none.');
  const [verb, parts] = actOf(subject) ?? ['raw', rawParts(delivery?.item ?? null)];
  const query = new URLSearchParams({ page: pageId });
  const url = shellWord(
    `${simulatorUrl}/people/${encodeURIComponent(psid)}/${verb}?${String(query)}`,
  );
  return `curl ${[url, ...parts].join(' \\\n  ')}\n`;
}

type Words = readonly string[];

/** `null` for acts that the stand-in's HTTP interface has no verb for. */
function actOf(subject: TraceEntry['subject']): readonly [string, Words] | null {
  const { kind, payload, title, text, ref, adId } = subject;
  if (kind === 'text' && text !== null) return ['say', field('text', text)];
  if (kind === 'referral' && ref !== null && adId === null) return ['arrive', field('ref', ref)];
  if (payload === null) return null;
  const tapped = [...field('payload', payload), ...field('title', title)];
  return kind === 'postback'
    ? ['tap', tapped]
    : ['quick-reply', [...tapped, ...field('force', 'true')]];
}

function field(name: string, value: string): Words {
  return [`--data-urlencode ${shellWord(`${name}=${value}`)}`];
}

function rawParts(item: Readonly<Record<string, unknown>> | null): Words {
  if (item === null) throw new UnavailableError('The event of this trace is not kept whole.');
  const body = Object.fromEntries(Object.entries(item).filter(([name]) => !ENVELOPE.has(name)));
  return [`-H 'Content-Type: application/json'`, `--data-raw ${shellWord(JSON.stringify(body))}`];
}
