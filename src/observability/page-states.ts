import type { OutboxState } from '../outbox/index.js';

/** Where the state of pages is asked for: the outbox. */
export abstract class PageStates {
  abstract state(): Promise<OutboxState>;
}
