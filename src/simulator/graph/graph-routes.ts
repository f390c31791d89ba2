import {
  deleteAppSubscriptions,
  readAppSubscriptions,
  saveAppSubscription,
} from './app-subscriptions.endpoint.js';
import {
  deleteUserSettings,
  readUserSettings,
  saveUserSettings,
} from './custom-user-settings.endpoint.js';
import { debugToken } from './debug-token.endpoint.js';
import { readFeatureReview } from './feature-review.endpoint.js';
import type { AppEndpoint, GraphEndpoint } from './graph-endpoint.js';
import { uploadAttachment } from './message-attachments.endpoint.js';
import { sendMessage } from './messages.endpoint.js';
import { deleteProfile, readProfileProperties, saveProfile } from './messenger-profile.endpoint.js';
import { moderate } from './moderate-conversations.endpoint.js';
import { deleteObject, readObject } from './object.endpoint.js';
import { readPage } from './page.endpoint.js';
import { createPersona, listPersonas } from './personas.endpoint.js';
import { subscribePage, subscribedApps, unsubscribePage } from './subscribed-apps.endpoint.js';
import {
  extendThreadControl,
  passThreadControl,
  releaseThreadControl,
  requestThreadControl,
  takeThreadControl,
} from './thread-control.endpoint.js';
import { secondaryReceivers, threadOwner } from './thread-owner.endpoint.js';

/** An endpoint that needs a page's token, with the permission it asks for. */
interface PageRoute {
  readonly run: GraphEndpoint;
  readonly scope: string | null;
}

const messaging = (run: GraphEndpoint): PageRoute => ({ run, scope: 'pages_messaging' });
const metadata = (run: GraphEndpoint): PageRoute => ({ run, scope: 'pages_manage_metadata' });
const open = (run: GraphEndpoint): PageRoute => ({ run, scope: null });

/** What a page's token can call, by method, kind of node and edge. */
export const PAGE_ROUTES: ReadonlyMap<string, PageRoute> = new Map([
  ['GET page', open(readPage)],
  ['POST page/messages', messaging(sendMessage)],
  ['POST page/message_attachments', messaging(uploadAttachment)],
  ['GET page/messenger_profile', messaging(readProfileProperties)],
  ['POST page/messenger_profile', messaging(saveProfile)],
  ['DELETE page/messenger_profile', messaging(deleteProfile)],
  ['GET page/custom_user_settings', messaging(readUserSettings)],
  ['POST page/custom_user_settings', messaging(saveUserSettings)],
  ['DELETE page/custom_user_settings', messaging(deleteUserSettings)],
  ['GET page/subscribed_apps', metadata(subscribedApps)],
  ['POST page/subscribed_apps', metadata(subscribePage)],
  ['DELETE page/subscribed_apps', metadata(unsubscribePage)],
  ['POST page/pass_thread_control', messaging(passThreadControl)],
  ['POST page/take_thread_control', messaging(takeThreadControl)],
  ['POST page/release_thread_control', messaging(releaseThreadControl)],
  ['POST page/request_thread_control', messaging(requestThreadControl)],
  ['POST page/extend_thread_control', messaging(extendThreadControl)],
  ['GET page/thread_owner', messaging(threadOwner)],
  ['GET page/secondary_receivers', messaging(secondaryReceivers)],
  ['GET page/messaging_feature_review', open(readFeatureReview)],
  ['POST page/moderate_conversations', messaging(moderate)],
  ['GET page/personas', messaging(listPersonas)],
  ['POST page/personas', messaging(createPersona)],
  ['GET object', open(readObject)],
  ['DELETE object', open(deleteObject)],
]);

/** What the app's token can call. */
export const APP_ROUTES: ReadonlyMap<string, AppEndpoint> = new Map<string, AppEndpoint>([
  ['GET app/subscriptions', readAppSubscriptions],
  ['POST app/subscriptions', saveAppSubscription],
  ['DELETE app/subscriptions', deleteAppSubscriptions],
  ['GET debug_token', debugToken],
]);
