import type { AppSubscription, SubscriptionsClient } from '../graph/index.js';
import { shownAddress } from './shown-address.js';
import { CallbackMissingError, SubscriptionNotKeptError } from './doctor.errors.js';

/**
 * Subscribes a page to fields, beside those it has: whether Meta replaces or merges is not documented, so they are read, joined,
 * written and read again.
 * @throws GraphError; SubscriptionNotKeptError when Meta does not list them all afterwards, those of before included
 */
export async function subscribePage(
  client: SubscriptionsClient,
  pageId: string,
  fields: readonly string[],
): Promise<void> {
  const all = union((await client.readPage(pageId)) ?? [], fields);
  await client.writePage(pageId, all);
  const after = (await client.readPage(pageId)) ?? [];
  checkKept(`page ${pageId}`, all, after);
}

export interface AppSubscriptionWish {
  readonly fields: readonly string[];
  /** The public address of the webhook; without it the one that the app has. */
  readonly callbackUrl?: string | undefined;
  readonly verifyToken: string;
}

/**
 * The same for the app. Meta asks the webhook for the verify token before it agrees, so the service has to run.
 * @throws GraphError; CallbackMissingError; SubscriptionNotKeptError
 */
export async function subscribeApp(
  client: SubscriptionsClient,
  { fields, callbackUrl: wanted, verifyToken }: AppSubscriptionWish,
): Promise<void> {
  const before = await client.readApp();
  const callbackUrl = wanted ?? before?.callbackUrl;
  if (!callbackUrl) throw new CallbackMissingError();
  const all = union(namesIn(before), fields);
  await client.writeApp({ callbackUrl, fields: all, verifyToken });
  const after = await client.readApp();
  checkKept('the app', all, namesIn(after));
  if (after?.callbackUrl !== callbackUrl)
    throw new SubscriptionNotKeptError('the app', [shownAddress(callbackUrl)]);
}

/** None where the app has no webhook. */
function namesIn(app: AppSubscription | null): readonly string[] {
  return (app?.fields ?? []).map(({ name }) => name);
}

function checkKept(whose: string, wanted: readonly string[], kept: readonly string[]): void {
  const missing = missingOf(wanted, kept);
  if (missing.length > 0) throw new SubscriptionNotKeptError(whose, missing);
}

export function missingOf(wanted: readonly string[], present: readonly string[]): string[] {
  return wanted.filter((field) => !present.includes(field));
}

function union(present: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...present, ...more])];
}
