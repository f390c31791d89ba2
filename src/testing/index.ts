export { anArrival, aTap, type TapFacts } from './a-tap.js';
export { matchers } from './jest-matchers.js';
export type { ActResult } from './stage.js';
export { TestBot, type TestBotOptions } from './test-bot.js';
export type { BotClock } from './test-clock.js';
export { ReplyRefusedError, TapUnhandledError } from './testing.errors.js';
export type { TestUser } from './test-user.js';
