import type { Chat, PersonAct, PersonSummary } from './contract.js';

/** Which person in front of which page; the first page when none is named. */
export interface PersonPlace {
  readonly psid: string;
  readonly page: string | undefined;
}

/** People who tap, and what is on their screens. */
export abstract class People {
  abstract summaries(): readonly PersonSummary[];

  /** @throws SimulatorError when there is no such person or page */
  abstract chat(place: PersonPlace): Chat;

  /**
   * Lets a person do something. Resolves as soon as it is done, without waiting for the bot.
   * @returns the trace of what the bot is told; `null` when that is nothing
   * @throws SimulatorError when the person cannot do it
   */
  abstract act(place: PersonPlace, act: PersonAct): Promise<number | null>;

  /**
   * Delivers the event of a trace once more, as Meta does when it is not sure that the bot got it.
   * @returns the trace of the new delivery
   */
  abstract redeliver(traceId: number): Promise<number>;

  /** Calls after everything that may change a chat, until the returned function is called. */
  abstract watch(listener: () => void): () => void;
}
