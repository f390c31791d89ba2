import type { OnFailure } from '../inbox/index.js';

/** What holds for all routes of a method. */
export interface HandlerPolicyOptions {
  /**
   * When an event is given up on after its last attempt: `continue` (default) goes on with the conversation; `block` lets
   * it wait until the operator replays or drops the dead letter, for what must not be skipped, such as a payment. An event
   * over which the process died three times does not block: nobody knows in which handler it was.
   */
  readonly onFailure: OnFailure;
}

const POLICY = Symbol.for('tapline:handler-policy');
export const DEFAULT_POLICY: HandlerPolicyOptions = Object.freeze({ onFailure: 'continue' });

/**
 * Says what to do when a handler keeps failing.
 *
 *     @OnPostback(Pay)
 *     @HandlerPolicy({ onFailure: 'block' })
 *     async pay(tap: TapOf<typeof Pay>): Promise<Reply> { … }
 */
export function HandlerPolicy(policy: HandlerPolicyOptions) {
  return (
    _target: object,
    _name: string | symbol,
    { value }: TypedPropertyDescriptor<(...args: never[]) => unknown>,
  ): void => {
    if (value) Reflect.defineMetadata(POLICY, policy, value);
  };
}

/** Reads what {@link HandlerPolicy} wrote. */
export function policyOf(method: object): HandlerPolicyOptions {
  const policy: unknown = Reflect.getMetadata(POLICY, method);
  return isPolicy(policy) ? policy : DEFAULT_POLICY;
}

function isPolicy(value: unknown): value is HandlerPolicyOptions {
  return typeof value === 'object' && value !== null && 'onFailure' in value;
}
