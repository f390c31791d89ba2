import type { DeliveryOrder } from '../delivery/delivery.js';
import type { PageState } from '../platform/page-state.js';
import type { Platform } from '../platform/platform.js';
import type { WebhookSetting } from '../platform/webhook-setting.js';
import type { SimulatedPerson } from '../simulator.options.js';
import type { GraphError } from './graph-error.js';
import type { FormFile } from './media-file.js';
import type { Params } from './params.js';
import type { SendFault } from './send-fault.js';

/** A call that brought a valid token for the page it names. */
export interface GraphCall {
  readonly platform: Platform;
  readonly page: PageState;
  readonly params: Params;
  /** What the path names: `me`, a page's id, or the id of a person, a persona or an upload. */
  readonly node: string;
  /** A file in the body of the call; `null` when there is none. */
  readonly formFile: FormFile | null;
  /** What befalls a message to this person that is about to be sent; `null` when all is well. */
  readonly sendFault: (person: SimulatedPerson) => SendFault | null;
}

/** A call that brought the token of the app. */
export interface AppCall {
  readonly platform: Platform;
  readonly params: Params;
  readonly webhook: WebhookSetting;
}

/** What Graph answers with 200, and what the bot is told afterwards. */
export interface GraphAnswer {
  readonly body: object;
  /** Said in the place of the body, though everything has happened. */
  readonly failure?: GraphError;
  readonly deliveries?: readonly DeliveryOrder[];
}

/** One edge of the Graph API: `messages`, `pass_thread_control`. Refuses by throwing a `GraphError`. */
export type GraphEndpoint = (call: GraphCall) => GraphAnswer;

/** The same for what belongs to the app. */
export type AppEndpoint = (call: AppCall) => GraphAnswer | Promise<GraphAnswer>;
