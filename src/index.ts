/** The library: everything but the shop's features, the stand-in for Meta and the wiring. */
export * from './config/index.js';
export * from './doctor/index.js';
export * from './graph/index.js';
export * from './inbox/index.js';
export * from './menu/index.js';
export * from './messaging/index.js';
export * from './outbox/index.js';
export * from './postback/index.js';
export * from './referral/index.js';
export * from './store/index.js';
export * from './webhook/index.js';

// The type of messaging and the decorator of postback, under one name.
export { Referral } from './postback/index.js';
