import { describe, expect, it } from '@jest/globals';
import { aTap } from '../testing/index.js';
import { HandlerDeadlineError, InboxClosedError } from '../inbox/index.js';
import { text } from '../messaging/index.js';
import { callHandler } from './call-handler.js';
import type { DeclaredHandler } from './handler.explorer.js';
import { PayloadDataError } from './postback.errors.js';

const handler = (call: DeclaredHandler<null>['call']): DeclaredHandler<null> => ({
  declared: null,
  label: 'SlowHandlers.wait',
  place: 'src/slow.handlers.ts:7',
  policy: { onFailure: 'block' },
  call,
});

describe('callHandler', () => {
  it('names the handler whose time is over', async () => {
    const controller = new AbortController();
    const tap = { ...aTap({ payload: 'WAIT' }), signal: controller.signal };
    const waiting = callHandler(
      handler(() => new Promise(() => undefined)),
      tap,
    );
    controller.abort();
    await expect(waiting).rejects.toMatchObject({
      handler: 'SlowHandlers.wait',
      place: 'src/slow.handlers.ts:7',
      onFailure: 'block',
      cause: new HandlerDeadlineError(),
    });
  });

  it('does not begin a handler whose time is over', async () => {
    let begun = false;
    const call = (): Promise<unknown> => {
      begun = true;
      return new Promise(() => undefined);
    };
    const tap = { ...aTap({ payload: 'WAIT' }), signal: AbortSignal.abort() };
    await expect(callHandler(handler(call), tap)).rejects.toMatchObject({
      handler: 'SlowHandlers.wait',
      cause: new HandlerDeadlineError(),
    });
    expect(begun).toBe(false);
  });

  it('takes what a handler returns that was asked to come to its end before it began', async () => {
    const tap = {
      ...aTap({ payload: 'HELLO' }),
      signal: AbortSignal.abort(new InboxClosedError()),
    };
    const replies = callHandler(
      handler(() => Promise.resolve('hello')),
      tap,
    );
    expect(await replies).toEqual([text('hello')]);
  });

  it('makes replies of what a handler returns in time', async () => {
    const replies = callHandler(
      handler(() => Promise.resolve('hello')),
      aTap({ payload: 'HELLO' }),
    );
    expect(await replies).toEqual([text('hello')]);
  });

  it('lets data that do not fit a parameter be what they are', async () => {
    const refusal = new PayloadDataError(['"qty" does not fit']);
    const refused = callHandler(
      handler(() => Promise.reject(refusal)),
      aTap({ payload: 'BUY' }),
    );
    await expect(refused).rejects.toBe(refusal);
  });
});
