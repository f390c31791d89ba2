import type { Verification } from '../delivery/verify-webhook.js';

/** The app's setting of where its webhook is, seen from Graph: what the platform cannot do by itself because it is I/O. */
export interface WebhookSetting {
  /**
   * Asks the callback whether it knows the token, as Meta does before it saves the address.
   * Never rejects.
   */
  verify(callbackUrl: string, verifyToken: string): Promise<Verification>;
  /** From now on events go there. */
  adopt(callbackUrl: string): void;
}
