import type { Arrival, ParamsOf } from '../messaging/index.js';
import { callSiteOf, declareHandler, type HandlerDecorator } from '../postback/index.js';

/** Which arrivals a handler wants. */
export interface ReferralFilter<P extends string = string> {
  /** Meta's word for the way: `SHORTLINK`, `ADS`, … Without it: any. */
  readonly source?: string;
  /** A pattern, as for payloads: `EMAIL_{campaign}`. Without it: any, and arrivals without a ref. */
  readonly ref?: P;
}

/** The same in every loaded copy of the package. */
export const REFERRALS = Symbol.for('tapline:referrals');

/**
 * People arriving by m.me link or ad, wherever on the wire the referral stands. Runs before the handler of the tap
 * that carries it, reply or not. A ref is never a payload: nobody can press a button with a link.
 */
export function OnReferral<const P extends string = '*'>(
  filter: ReferralFilter<P> = {},
): HandlerDecorator<Arrival<ParamsOf<P>>> {
  return declareHandler(REFERRALS, { declared: filter, place: callSiteOf(OnReferral) });
}
