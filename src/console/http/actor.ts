/** Who the audit says it was: whoever sits in front of the console. */
export const ACTOR = 'console';
