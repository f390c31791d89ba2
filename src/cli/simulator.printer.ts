import type { SimulatedPage, SimulatedPerson, Verification } from '../simulator/index.js';
import { printable } from './printable.js';

/** What the command says when it is ready. */
export interface SimulatorStart {
  /** Where it listens. */
  readonly url: string;
  readonly appId: string;
  readonly webhook: string;
  readonly pages: readonly SimulatedPage[];
  readonly people: readonly SimulatedPerson[];
  /** `null`: nobody asked for it. */
  readonly verification: Verification | null;
}

/** Tells how to point a bot at it and how to tap. The tokens are made up here and open no door at Meta. */
export function printSimulatorStart({
  url,
  appId,
  webhook,
  pages,
  people,
  verification,
}: SimulatorStart): string {
  const person = `${url}/people/${people[0]?.psid ?? ''}`;
  return [
    `The stand-in for Meta listens on ${url}.`,
    verificationLine(webhook, verification),
    '',
    'Give the bot',
    `  Graph's address  ${url}   (it calls ${url}/v26.0/me/messages)`,
    `  id of the app    ${appId}`,
    ...pages.map(({ id, token }) => `  token of page    ${token}   (page ${id})`),
    '',
    `${people[0]?.name ?? 'Somebody'} taps, and sees the answer:`,
    `  curl ${person}/tap -d payload=GET_STARTED`,
    `  curl ${person}/say -d text=hello`,
    `  curl '${person}?format=text'`,
    '',
    'What went over the wire, what can go wrong, and a day that passes:',
    `  curl ${url}/deliveries ; curl ${url}/sent ; curl ${url}/alerts`,
    `  curl ${url}/faults ; curl -X PUT ${url}/faults/duplicate -d value=after`,
    `  curl ${url}/clock/advance -d ms=86400000`,
    '',
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

function verificationLine(webhook: string, verification: Verification | null): string {
  if (verification === null) {
    return `The webhook ${webhook} was not verified: --verify-token was not given.`;
  }
  return verification.verified
    ? `The webhook ${webhook} is verified.`
    : `The webhook ${webhook} is not verified: ${verification.problem} It is delivered to all the same.`;
}
