// What the console's page and its server say to each other, as JSON below /console/api. Types only: the page is built from them
// as well, so nothing of Node or Nest may be imported here but types of messaging. This is the door; both sides import it alone.
export type * from './contract/people.js';
export type * from './contract/chat.js';
export type * from './contract/acts.js';
export type * from './contract/traces.js';
export type * from './contract/tables.js';
export type * from './contract/campaigns.js';
export type * from './contract/events.js';
export type * from './contract/dead-letters.js';
export type * from './contract/replies.js';

/** Answers with another status than 200 carry this. */
export interface ConsoleProblem {
  readonly code: string;
  readonly message: string;
}
