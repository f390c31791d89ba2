import type { GraphError } from '../graph/index.js';
import type { ReplyWithheldError } from '../outbox/index.js';
import { type FindingPlace, placeLines, type TapKind } from '../postback/index.js';

/** A tap that nobody takes, as {@link TapUnhandledError} tells it. */
export interface UnhandledFacts {
  /** The label of the button, when it was pressed on the screen. */
  readonly title: string | null;
  readonly kind: TapKind;
  readonly payload: string;
  /** The handlers that come nearest. */
  readonly nearest: readonly FindingPlace[];
  /** A handler takes the payload, but its data do not fit the definition. */
  readonly badData: boolean;
}

const MEND_ROUTE =
  'Build the payload with .with() of its definition, decorate a method for it, or add the module that has the method to the imports of TestBot.create().';
const MEND_DATA =
  'Buttons stay in chats for ever: give fields that were added later a default, or correct the data of the button.';

/** A person tapped, and no handler took it. */
export class TapUnhandledError extends Error {
  readonly code = 'TAP_UNHANDLED' as const;
  readonly payload: string;
  readonly kind: TapKind;

  constructor({ title, kind, payload, nearest, badData }: UnhandledFacts) {
    const what = `${WORDS[kind]} ${JSON.stringify(payload)}`;
    const dead = title === null ? '' : `${JSON.stringify(title)} on the screen is dead: `;
    const problem = badData
      ? `the data of the ${what} do not fit the definition of its handler.`
      : `no handler takes the ${what}.`;
    super(
      [
        `TAP_UNHANDLED: ${dead}${problem}`,
        ...(nearest.length > 0 ? [badData ? 'Its handler:' : 'Nearest:'] : []),
        ...placeLines(nearest).map((line) => `  ${line}`),
        badData ? MEND_DATA : MEND_ROUTE,
      ].join('\n'),
    );
    this.name = 'TapUnhandledError';
    this.payload = payload;
    this.kind = kind;
  }
}

const WORDS = { postback: 'postback', quick_reply: 'quick reply' } as const satisfies Record<
  TapKind,
  string
>;

/** A handler answered, and Meta did not take the answer. */
export class ReplyRefusedError extends Error {
  readonly code = 'REPLY_REFUSED' as const;

  /**
   * @param reply what was sent, as the Send API wants it
   * @param cause what Meta said, or would have, with its mend
   */
  constructor(
    readonly reply: unknown,
    override readonly cause: GraphError | ReplyWithheldError,
  ) {
    super(
      `REPLY_REFUSED: Meta does not take a reply.\n${cause.message}\n  The reply: ${JSON.stringify(reply)}`,
    );
    this.name = 'ReplyRefusedError';
  }
}
