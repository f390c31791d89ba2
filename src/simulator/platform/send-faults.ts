/**
 * What Meta says about a send when its own side has trouble, or it is cross with the page. The codes are of
 * messenger-platform.md section 9.2; where that has no wording, it is ours.
 */
const SEND_FAULTS = {
  /** The message arrives although the call fails: Meta's own note on this subcode. */
  'sent-then-failed': {
    code: 1,
    subcode: 1357046,
    sent: true,
    text: 'Received Invalid JSON reply.',
  },
  /** The same, without the subcode that would tell. */
  'sent-then-unknown': { code: 1, sent: true, text: 'An unknown error has occurred.' },
  unknown: { code: 1, subcode: 99, text: 'An unknown error has occurred.' },
  unexpected: {
    code: 2,
    transient: true,
    text: 'An unexpected error has occurred. Please retry your request later.',
  },
  'app-limit': { code: 4, text: '(#4) Application request limit reached' },
  'cannot-receive': {
    code: 10,
    subcode: 2018108,
    text: "(#10) They can't receive your messages right now.",
  },
  restricted: {
    code: 10,
    subcode: 1893063,
    text: '(#10) You are temporarily restricted from sending messages.',
  },
  'privacy-rules': { code: 10, subcode: 2018336, text: '(#10) This thread is restricted.' },
  'app-not-live': {
    code: 200,
    subcode: 2018028,
    text: '(#200) Cannot message users who are not admins, developers or testers of the app until pages_messaging permission is reviewed and the app is live.',
  },
  unavailable: {
    code: 200,
    subcode: 1545041,
    text: "Message Not Sent: This person isn't available right now.",
  },
  abusive: {
    code: 368,
    text: '(#368) The action attempted has been deemed abusive or is otherwise disallowed',
  },
  'rate-limit': { code: 613, text: '(#613) Calls to this api have exceeded the rate limit.' },
  temporary: {
    code: 1200,
    subcode: 2018024,
    text: '(#1200) Temporary send message failure. Please try again later.',
  },
} as const satisfies Record<string, SendFault>;

export interface SendFault {
  readonly code: number;
  readonly subcode?: number;
  readonly text: string;
  /** The person gets the message all the same. */
  readonly sent?: boolean;
  /** Meta calls it temporary. */
  readonly transient?: boolean;
}

export type SendFaultName = keyof typeof SEND_FAULTS;

/** What goes wrong with the next sends. */
export class SendFaults {
  private name: SendFaultName | null = null;
  private left = 0;

  /** The one in force; `null` when sends go well. */
  get current(): SendFaultName | null {
    return this.left > 0 ? this.name : null;
  }

  /** @param times how many sends fail; `Infinity` for all until this is called again. `null` ends it. */
  schedule(name: SendFaultName | null, times: number): void {
    this.name = name;
    this.left = name === null ? 0 : times;
  }

  /** What befalls the send that is being made; counts it. */
  take(): SendFault | null {
    const { current } = this;
    if (current === null) return null;
    this.left -= 1;
    return SEND_FAULTS[current];
  }
}
