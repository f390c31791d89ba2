import { type GraphVerdict } from './graph.errors.js';

/**
 * What an error code means when no detail below says more.
 * @see https://developers.facebook.com/docs/messenger-platform/error-codes (read 2026-11-23)
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling (read 2026-11-23)
 */
export const VERDICT_BY_CODE = {
  1: 'unknown', //      unknown error; may come after everything was sent
  2: 'unknown', //      temporary; also when a person blocked the page
  3: 'token', //        the app lacks a capability
  4: 'retry', //        app request limit
  9: 'retry', //        opt-in request limit
  10: 'token', //       permission
  17: 'retry', //       user request limit
  32: 'retry', //       page request limit
  100: 'bug', //        invalid parameter
  102: 'token', //      session
  105: 'bug', //        too many elements
  190: 'token', //      token: 458 removed, 459 checkpoint, 460 password, 463 expired, 464, 467, 492
  194: 'bug', //        too few elements
  200: 'token', //      app not live, or permission not reviewed
  230: 'token', //      pages_messaging is missing
  341: 'retry', //      app limit
  368: 'page', //       blocked for abusive behaviour
  551: 'user_gone', //  person is not available
  613: 'retry', //      call rate limit
  1200: 'unknown', //   temporary send failure
  2022: 'page', //      commerce messages disabled
  2500: 'bug', //       malformed path
  10303: 'bug', //      account-linking token
  10900: 'bug', //      private reply: already replied
  10903: 'bug', //      private reply: not allowed
  10904: 'bug', //      private reply: too old
  80001: 'retry', //    page throttle
  80002: 'retry', //    Instagram throttle
  80006: 'retry', //    Messenger throttle
  130429: 'retry', //   WhatsApp: throughput
  131026: 'user_gone', // WhatsApp: undeliverable
  131047: 'window_closed', // WhatsApp: window
  131051: 'bug', //     WhatsApp: unsupported type
  131056: 'retry', //   WhatsApp: pair limit
} as const satisfies Readonly<Record<number, GraphVerdict>>;

/**
 * Details of seven digits. Meta prints some as codes and sends them as subcodes, so they count in either place.
 * Validation errors of a send (2018034, 2018040, …) need no row: code 100 says it.
 */
export const VERDICT_BY_DETAIL = {
  1357046: 'unknown', //       "invalid JSON reply", though everything was sent
  1404170: 'page', //          barred from opt-in requests
  1545041: 'user_gone', //     person is not available
  1893015: 'user_gone', //     person stopped the notifications
  1893016: 'bug', //           second opt-in request on one topic
  1893063: 'page', //          temporarily restricted from sending
  2018001: 'user_gone', //     no matching user
  2018008: 'retry', //         Meta could not fetch the file
  2018021: 'token', //         phone-matching fee
  2018022: 'retry', //         too many sends to phone numbers
  2018024: 'unknown', //       temporary send failure
  2018027: 'token', //         permission not reviewed
  2018028: 'token', //         permission not reviewed
  2018065: 'window_closed', // window, for news pages
  2018108: 'user_gone', //     cannot receive messages now
  2018144: 'bug', //           instant-game notifications
  2018171: 'bug', //           only for primary and secondary receivers
  2018218: 'bug', //           profile: phone-number account
  2018234: 'bug', //           a receiver may not see the others
  2018247: 'token', //         profile: permission
  2018278: 'window_closed', // outside of the 24 h window
  2018294: 'retry', //         video took longer than 75 s
  2018300: 'window_closed', // another app controls the thread
  2018321: 'retry', //         person is in an automated question flow
  2018336: 'user_gone', //     thread restricted by privacy rules
  2018338: 'page', //          abusive rate of tagged messages
  2018344: 'token', //         terms for labels not accepted
  2018352: 'retry', //         opt-in request limit
  2018354: 'bug', //           minimum delay between notifications
  2018382: 'bug', //           form template
  2534013: 'token', //         Instagram: page not linked
  2534014: 'user_gone', //     Instagram: no matching user
  2534022: 'window_closed', // Instagram: window
  2534029: 'page', //          Instagram: business blocked
  2534037: 'window_closed', // Instagram: not the owner of the thread
  2534040: 'retry', //         Instagram: rate limit
  2534041: 'token', //         Instagram: message access switched off
  2534077: 'token', //         Instagram: account link broken
  9000001: 'bug', //           message was deleted
} as const satisfies Readonly<Record<number, GraphVerdict>>;

/** Codes by which Meta says "too many calls", so that the page has to pause. */
export const THROTTLE_CODES: readonly number[] = [4, 17, 32, 341, 613, 80001, 80002, 80006, 130429];

/** Those of them that are about the app, and so about every page. */
export const APP_LIMIT_CODES: readonly number[] = [4, 341];
