import type { DeliveryOrder } from '../delivery/delivery.js';
import type { Conversation } from '../platform/conversation.js';
import type { Platform } from '../platform/platform.js';
import { isAutomatedFlow, PAGE_INBOX_APP_ID } from '../platform/thread-control.js';
import { GraphError, invalidParameter } from './graph-error.js';
import type { GraphCall } from './graph-endpoint.js';

/** Which app has the thread; `null` while it is idle. */
export function ownerOf({ clock }: Platform, { thread, actsMs }: Conversation): string | null {
  return thread.ownerAt(clock.nowMs(), actsMs);
}

/**
 * Refuses our app where another one has the thread, or the page's default app while it is idle.
 * @throws a {@link GraphError}; 2018300 is from public logs, the wording of 2018321 is ours
 */
export function checkMayAct(platform: Platform, conversation: Conversation): void {
  const { appId, defaultAppId, threadControl } = platform.settings;
  const owner = ownerOf(platform, conversation) ?? defaultAppId;
  if (owner === null || owner === appId || threadControl === 'shown') return;
  if (isAutomatedFlow(owner)) {
    throw new GraphError(
      '(#10) Message failed to send because the user is in an automated question flow.',
      10,
      2018321,
    );
  }
  throw new GraphError(
    '(#10) Message failed to send because another app is controlling this thread now.',
    10,
    2018300,
  );
}

/**
 * Hands a thread on.
 * @returns what the new owner hears, if that is our app
 */
export function pass(
  { platform, page }: Pick<GraphCall, 'platform' | 'page'>,
  conversation: Conversation,
  appId: string,
  metadata: string | null,
): readonly DeliveryOrder[] {
  checkTarget(platform, appId);
  const { settings, clock } = platform;
  const previous = ownerOf(platform, conversation);
  const atMs = clock.next();
  conversation.thread.give(appId, atMs);
  const action = `passed to app ${appId}`;
  conversation.add({ from: 'page', kind: 'thread_control', atMs, action });
  if (appId !== settings.appId) return [];
  const handover = {
    previous_owner_app_id: previous,
    new_owner_app_id: appId,
    ...(metadata !== null && { metadata }),
  };
  const { psid } = conversation.person;
  const item = {
    sender: { id: psid },
    recipient: { id: page.id },
    timestamp: atMs,
    pass_thread_control: handover,
  };
  return [{ pageId: page.id, psid, cause: 'page', items: [item] }];
}

/** @throws a {@link GraphError} when the page has no such app */
export function checkTarget({ settings: { appId, otherApps } }: Platform, target: string): void {
  if ([appId, PAGE_INBOX_APP_ID, ...otherApps.map(({ id }) => id)].includes(target)) return;
  throw invalidParameter('Incorrect App ID', 2018164);
}

/** Leaves a thread to whoever comes. */
export function release(
  { platform }: Pick<GraphCall, 'platform'>,
  conversation: Conversation,
): void {
  conversation.thread.release();
  const atMs = platform.clock.next();
  conversation.add({ from: 'page', kind: 'thread_control', atMs, action: 'released' });
}
