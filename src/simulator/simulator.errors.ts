/** A mistake in using the stand-in; mistakes in Graph calls are answered as Graph errors instead. */
export abstract class SimulatorError extends Error {
  abstract readonly code: SimulatorErrorCode;
}

export type SimulatorErrorCode =
  | 'SIMULATOR_WEBHOOK_NOT_LOOPBACK'
  | 'SIMULATOR_OPTIONS_INVALID'
  | 'SIMULATOR_UNKNOWN_PERSON'
  | 'SIMULATOR_UNKNOWN_PAGE'
  | 'SIMULATOR_NOT_ON_SCREEN'
  | 'SIMULATOR_SENDS_NOTHING'
  | 'SIMULATOR_NOTHING_TO_REDELIVER'
  | 'SIMULATOR_UNKNOWN_MESSAGE'
  | 'SIMULATOR_EDIT_REFUSED'
  | 'SIMULATOR_ITEM_TOO_DEEP'
  | 'SIMULATOR_UNKNOWN_FAULT'
  | 'SIMULATOR_FAULT_CHOICE'
  | 'SIMULATOR_TIMEOUT';

/** The webhook's address leads off this machine. */
export class WebhookNotLoopbackError extends SimulatorError {
  readonly code = 'SIMULATOR_WEBHOOK_NOT_LOOPBACK' as const;

  constructor(readonly url: string) {
    super(
      `SIMULATOR_WEBHOOK_NOT_LOOPBACK: the stand-in for Meta does not deliver to ${JSON.stringify(url)}. ` +
        'Give an http or https URL on localhost, 127.0.0.1 or [::1].',
    );
  }
}

/** An option that the stand-in cannot work with. */
export class SimulatorOptionsError extends SimulatorError {
  readonly code = 'SIMULATOR_OPTIONS_INVALID' as const;

  constructor(
    readonly option: string,
    readonly problem: string,
  ) {
    super(`SIMULATOR_OPTIONS_INVALID: the option "${option}" ${problem}.`);
  }
}

/** Nobody here has this page-scoped id. */
export class UnknownPersonError extends SimulatorError {
  readonly code = 'SIMULATOR_UNKNOWN_PERSON' as const;

  constructor(
    readonly psid: string,
    readonly known: readonly string[],
  ) {
    super(
      `SIMULATOR_UNKNOWN_PERSON: nobody has the id ${JSON.stringify(psid)}. Known: ${listed(known)}.`,
    );
  }
}

/** The stand-in has no such page. */
export class UnknownPageError extends SimulatorError {
  readonly code = 'SIMULATOR_UNKNOWN_PAGE' as const;

  constructor(
    readonly pageId: string,
    readonly known: readonly string[],
  ) {
    super(
      `SIMULATOR_UNKNOWN_PAGE: there is no page ${JSON.stringify(pageId)}. Known: ${listed(known)}.`,
    );
  }
}

/** The person cannot tap this, because the conversation does not show it. */
export class NotOnScreenError extends SimulatorError {
  readonly code = 'SIMULATOR_NOT_ON_SCREEN' as const;

  constructor(
    readonly what: 'button' | 'quick reply',
    readonly wanted: string,
    readonly onScreen: readonly string[],
  ) {
    super(
      `SIMULATOR_NOT_ON_SCREEN: no ${what} ${JSON.stringify(wanted)} is on screen. On screen: ${listed(onScreen)}.`,
    );
  }
}

/** The button is there, but tapping it sends nothing to the bot. */
export class SendsNothingError extends SimulatorError {
  readonly code = 'SIMULATOR_SENDS_NOTHING' as const;

  constructor(
    readonly title: string,
    readonly type: string,
  ) {
    super(
      `SIMULATOR_SENDS_NOTHING: the button ${JSON.stringify(title)} is of the type ${type}; ` +
        'only postback buttons send an event.',
    );
  }
}

/** The person has not done anything yet. */
export class NothingToRedeliverError extends SimulatorError {
  readonly code = 'SIMULATOR_NOTHING_TO_REDELIVER' as const;

  constructor(readonly psid: string) {
    super(
      `SIMULATOR_NOTHING_TO_REDELIVER: nothing that ${psid} did was delivered so far. Tap something first.`,
    );
  }
}

/** The conversation has no such message, or none any more. */
export class UnknownMessageError extends SimulatorError {
  readonly code = 'SIMULATOR_UNKNOWN_MESSAGE' as const;

  constructor(
    readonly mid: string,
    readonly known: readonly string[],
    readonly forgotten: number,
  ) {
    const old =
      forgotten > 0 ? ` The oldest ${forgotten} bubbles of this long chat are forgotten.` : '';
    super(
      `SIMULATOR_UNKNOWN_MESSAGE: the conversation has no message ${JSON.stringify(mid)}. ` +
        `The newest: ${listed(known.slice(-3))}.${old}`,
    );
  }
}

/** Messenger does not let the person edit this. */
export class EditRefusedError extends SimulatorError {
  readonly code = 'SIMULATOR_EDIT_REFUSED' as const;

  constructor(readonly problem: string) {
    super(`SIMULATOR_EDIT_REFUSED: ${problem}.`);
  }
}

/** Meta's serialiser ends at this depth, and so do receivers long before the stack of this process. */
export class ItemTooDeepError extends SimulatorError {
  readonly code = 'SIMULATOR_ITEM_TOO_DEEP' as const;

  constructor(readonly maxDepth: number) {
    super(
      `SIMULATOR_ITEM_TOO_DEEP: the event is nested deeper than ${maxDepth} levels, which Meta cannot write. Flatten it.`,
    );
  }
}

/** There is no fault of this name. */
export class UnknownFaultError extends SimulatorError {
  readonly code = 'SIMULATOR_UNKNOWN_FAULT' as const;

  constructor(
    readonly fault: string,
    readonly known: readonly string[],
  ) {
    super(
      `SIMULATOR_UNKNOWN_FAULT: there is no fault ${JSON.stringify(fault)}. Known: ${listed(known)}.`,
    );
  }
}

/** The fault has no such value. */
export class FaultChoiceError extends SimulatorError {
  readonly code = 'SIMULATOR_FAULT_CHOICE' as const;

  constructor(
    readonly fault: string,
    readonly value: string,
    readonly choices: readonly string[],
  ) {
    super(
      `SIMULATOR_FAULT_CHOICE: ${JSON.stringify(value)} is no choice of the fault "${fault}". Choices: ${listed(choices)}.`,
    );
  }
}

/** What a test waited for did not happen. */
export class SimulatorTimeoutError extends SimulatorError {
  readonly code = 'SIMULATOR_TIMEOUT' as const;

  constructor(
    readonly awaited: string,
    readonly timeoutMs: number,
    readonly instead: string,
  ) {
    super(`SIMULATOR_TIMEOUT: no ${awaited} within ${timeoutMs} ms; ${instead}.`);
  }
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : values.map((value) => JSON.stringify(value)).join(', ');
}
