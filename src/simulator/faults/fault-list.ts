/** One thing that goes wrong on demand. */
export interface FaultDefinition {
  readonly group: 'delivery' | 'graph' | 'subscription';
  /** What it does, and what it stands for at Meta. */
  readonly text: string;
  /** `off` comes first. */
  readonly choices: readonly ['off', ...string[]];
}

const LEVELS = ['off', 'app', 'page'] as const;

/** Every fault there is, in the order in which the console lists them. */
export const FAULTS = {
  duplicate: {
    group: 'delivery',
    text: 'Delivers everything twice, one after the other or both together; Meta does so when an answer came late.',
    choices: ['off', 'after', 'together'],
  },
  reorder: {
    group: 'delivery',
    text: 'Loses the first attempt of an event and delivers it after the next event; at Meta order is lost once a delivery has failed.',
    choices: ['off', 'on'],
  },
  batch: {
    group: 'delivery',
    text: 'Delivers what happens within a second in one request, as several entries or several items of one; Meta batches under load.',
    choices: ['off', 'entries', 'items'],
  },
  'early-echo': {
    group: 'delivery',
    text: 'Delivers the echo of a message before Graph has answered the call that sent it; Meta promises no order of the two.',
    choices: ['off', 'on'],
  },
  standby: {
    group: 'delivery',
    text: 'Delivers events in standby[], taps without their payload, beside the real ones or instead; Meta does so where another app controls the conversation.',
    choices: ['off', 'copy', 'only'],
  },
  'postback-mid': {
    group: 'delivery',
    text: "Gives postback.mid one of the meanings that Meta's documents leave open: none, new for each tap, the message with the button.",
    choices: ['off', 'absent', 'perTap', 'carrier'],
  },
  'test-button': {
    group: 'delivery',
    text: "Follows each event by the one of the dashboard's Test button, of a page 0 and always the same ids, in messaging[] or changes[].",
    choices: ['off', 'messaging', 'changes'],
  },
  'large-body': {
    group: 'delivery',
    text: 'Fills every body up to 3 MB, the most that Meta names for any of its platforms.',
    choices: ['off', 'on'],
  },
  timestamps: {
    group: 'delivery',
    text: "Writes the times of events in seconds, as text, or both, as in some of Meta's samples and tests.",
    choices: ['off', 'seconds', 'text', 'text-seconds'],
  },
  'user-ref': {
    group: 'delivery',
    text: 'Names people by user_ref and not by id, as plugins do whose visitors have no conversation yet.',
    choices: ['off', 'on'],
  },
  'send-then-fail': {
    group: 'graph',
    text: 'Delivers the message to the person and answers error 1, without a subcode or with 1357046; at Meta that is why a failed send must not simply be repeated.',
    choices: ['off', 'on', '1357046'],
  },
  'send-error': {
    group: 'graph',
    text: 'Refuses messages that are right in themselves, with what Meta says when it has trouble of its own, the page is restricted or the person out of reach.',
    choices: [
      'off',
      'unknown',
      'app-limit',
      'cannot-receive',
      'restricted',
      'privacy-rules',
      'unavailable',
      'abusive',
      'temporary',
    ],
  },
  trickle: {
    group: 'graph',
    text: "Takes the call and answers a byte at a time without ever ending, as an overloaded server or proxy does; in this machine's time, not the platform's.",
    choices: ['off', 'on'],
  },
  reset: {
    group: 'graph',
    text: 'Closes the connection without an answer, before or after the call was carried out; networks do.',
    choices: ['off', 'before', 'after'],
  },
  'server-error': {
    group: 'graph',
    text: 'Answers every call with error 2 and a status of 5xx, as Meta does during an outage; nothing is carried out.',
    choices: ['off', '500', '503'],
  },
  html: {
    group: 'graph',
    text: 'Answers every call with 502 and an HTML page in the place of JSON, as the proxies in front of Meta do; nothing is carried out.',
    choices: ['off', 'on'],
  },
  'rate-limit': {
    group: 'graph',
    text: 'Answers every call with error 613: too many calls.',
    choices: ['off', 'on'],
  },
  'revoked-token': {
    group: 'graph',
    text: 'Takes the tokens of all pages no longer: error 190 with subcode 460, as after a changed password.',
    choices: ['off', 'on'],
  },
  'missing-messaging_postbacks': {
    group: 'subscription',
    text: 'Takes the field messaging_postbacks away from the app or from its pages: taps on buttons reach nobody, without an error.',
    choices: LEVELS,
  },
  'missing-messages': {
    group: 'subscription',
    text: 'Takes the field messages away: texts and quick replies reach nobody.',
    choices: LEVELS,
  },
  'missing-messaging_referrals': {
    group: 'subscription',
    text: 'Takes the field messaging_referrals away: people who come back by a link, and what ads say in messages, reach nobody.',
    choices: LEVELS,
  },
  'missing-message_echoes': {
    group: 'subscription',
    text: 'Takes the field message_echoes away: the bot never hears what it said, so sends of unknown fate stay unknown.',
    choices: LEVELS,
  },
  'app-not-live': {
    group: 'subscription',
    text: 'Takes the app out of live mode: only people with a role on it are heard and can be written to.',
    choices: ['off', 'on'],
  },
} as const satisfies Record<string, FaultDefinition>;

export type FaultName = keyof typeof FAULTS;

/** The value of each fault; every one can be off. */
export type FaultValues = { [N in FaultName]: 'off' | (typeof FAULTS)[N]['choices'][number] };

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

export const FAULT_NAMES: readonly FaultName[] = Object.keys(FAULTS).filter(isFaultName);
