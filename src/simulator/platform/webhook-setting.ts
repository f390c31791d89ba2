/** The app's setting of where its webhook is, seen from Graph: what the platform cannot do by itself because it is I/O. */
export interface WebhookSetting {
  /**
   * Asks the callback whether it knows the token, as Meta does before it saves the address.
   * @returns what is wrong with the answer; `null` when nothing is
   */
  verify(callbackUrl: string, verifyToken: string): Promise<string | null>;
  /** From now on events go there. */
  adopt(callbackUrl: string): void;
}
