import { describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
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

  it('H2: logs that a handler ended after its time was over, and nothing of one that was in time', async () => {
    const told = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const controller = new AbortController();
    const tap = { ...aTap({ payload: 'WAIT' }), signal: controller.signal };
    const { promise, resolve } = Promise.withResolvers<unknown>();
    await callHandler(
      handler(() => Promise.resolve('in time')),
      tap,
    );
    const waiting = callHandler(
      handler(() => promise),
      tap,
    );
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ handler: 'SlowHandlers.wait' });
    expect(told).not.toHaveBeenCalled();
    resolve('too late');
    await promise;
    await new Promise(setImmediate);
    expect(told.mock.calls).toEqual([
      [expect.objectContaining({ handler: 'SlowHandlers.wait', event: tap.key, attempt: 1 })],
    ]);
    told.mockRestore();
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
