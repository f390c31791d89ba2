/**
 * Why Meta takes a token no longer, with its subcode of error 190 and the words after "Error validating access token: ".
 * The subcodes are Meta's; the words are those of public logs, as far as there are any.
 */
export const TOKEN_FAULTS = {
  'app-removed': [458, 'The user has not authorized application.'],
  checkpoint: [
    459,
    'You cannot access the app till you log in to www.facebook.com and follow the instructions given.',
  ],
  'password-changed': [
    460,
    'The session has been invalidated because the user changed their password or Facebook has changed the session ' +
      'for security reasons.',
  ],
  expired: [463, 'Session has expired.'],
  unconfirmed: [
    464,
    'Sessions for the user are not allowed because the user is not a confirmed user.',
  ],
  invalid: [467, 'The session is invalid because the user logged out.'],
  'role-lost': [
    492,
    'The user must be an administrator, editor, or moderator of the page in order to impersonate it.',
  ],
} as const satisfies Record<string, readonly [subcode: number, words: string]>;

export type TokenFault = keyof typeof TOKEN_FAULTS;
