import { describe, expect, it } from '@jest/globals';
import { IsString } from 'class-validator';
import { aLock, aLocked } from '../../../test/support/a-lock.js';
import { aRoute, POSTBACK, QUICK_REPLY, TAP } from '../../../test/support/a-route.js';
import { payload, type PayloadDefinition } from '../../messaging/index.js';
import type { DeclaredRoute } from '../declared-route.js';
import { RoutingTable } from '../routing-table.js';
import type { PayloadLock } from './payload-lock.js';
import { notLockedFindings, splitFindings } from './update-findings.js';
import { updateLock } from './update-lock.js';

const EMPTY = aLock();

function update(
  lock: PayloadLock,
  routes: readonly DeclaredRoute<string>[],
  {
    definitions = [],
    accepted = [],
  }: {
    readonly definitions?: readonly PayloadDefinition[];
    readonly accepted?: readonly string[];
  } = {},
) {
  const { table } = RoutingTable.build(routes);
  const declared = definitions.map((definition) => ({ definition, frame: '' }));
  return updateLock(lock, { table, definitions: declared }, new Set(accepted));
}

describe('locking', () => {
  it('adds the pattern of every route, sorted, with its handler for each kind of tap', () => {
    const routes = [aRoute('VIEW_{id}', TAP, 'P.view'), aRoute('BUY', QUICK_REPLY, 'P.buy')];
    expect(update(EMPTY, routes).lock.payloads).toEqual([
      { pattern: 'BUY', handlers: { quick_reply: 'P.buy' } },
      { pattern: 'VIEW_{id}', handlers: { postback: 'P.view', quick_reply: 'P.view' } },
    ]);
  });

  it('adds a definition under the handler of the pattern that takes it', () => {
    const definitions = [payload('SUPPORT_ORDER')];
    const { lock } = update(EMPTY, [aRoute('SUPPORT_*', POSTBACK, 'S.route')], { definitions });
    expect(lock.payloads).toEqual([
      aLocked('SUPPORT_*', { handlers: { postback: 'S.route' } }),
      aLocked('SUPPORT_ORDER', { handlers: { postback: 'S.route' } }),
    ]);
  });

  it('adds all versions of a definition', () => {
    const definition = payload('MENU', { version: 3, accepts: [1] });
    const routes = [definition.pattern, ...definition.accepted].map(({ source }) => aRoute(source));
    const { added } = update(EMPTY, routes, { definitions: [definition] });
    expect(added.map(({ pattern }) => pattern)).toEqual(['MENU', 'MENU_V3']);
  });

  it('leaves out the handler of whatever nobody else claims, which promises nothing', () => {
    expect(update(EMPTY, [aRoute('*', QUICK_REPLY)]).lock).toEqual(EMPTY);
  });

  it('keeps what was locked and is not there any more', () => {
    const { lock, added, changed } = update(aLock('OLD'), [aRoute('NEW')]);
    expect(lock).toEqual(aLock('NEW', 'OLD'));
    expect([added, changed]).toEqual([[aLocked('NEW')], []]);
  });

  it('keeps the locked handler, and takes the new one when it is accepted', () => {
    const lock = aLock(aLocked('VIEW', { handlers: { postback: 'Old.view' } }));
    const routes = [aRoute('VIEW', TAP, 'New.view')];
    expect(update(lock, routes).lock.payloads[0]?.handlers).toEqual({
      postback: 'Old.view',
      quick_reply: 'New.view',
    });
    expect(update(lock, routes, { accepted: ['VIEW'] }).lock.payloads[0]?.handlers).toEqual({
      postback: 'New.view',
      quick_reply: 'New.view',
    });
  });

  it('takes the accepted handler of a payload that only a wider pattern takes now', () => {
    const lock = aLock(aLocked('VIEW_{id}', { handlers: { postback: 'Old.view' } }));
    const { changed } = update(lock, [aRoute('VIEW_*', POSTBACK, 'New.any')], {
      accepted: ['VIEW_{id}'],
    });
    expect(changed).toEqual([aLocked('VIEW_{id}', { handlers: { postback: 'New.any' } })]);
  });

  it('takes the new name of a hole without making two payloads of it', () => {
    const { lock, changed } = update(
      aLock(aLocked('VIEW_{id}', { handlers: { postback: 'P.v' } })),
      [aRoute('VIEW_{productId}', POSTBACK, 'P.v')],
    );
    expect(lock.payloads).toEqual([aLocked('VIEW_{productId}', { handlers: { postback: 'P.v' } })]);
    expect(changed).toEqual(lock.payloads);
  });

  it('leaves a retired payload alone', () => {
    const lock = aLock(aLocked('SALE', { retired: { reply: 'Over.' } }));
    expect(update(lock, [aRoute('SALE', TAP, 'Other.sale')]).lock).toEqual(lock);
  });

  it('writes data that accept more, and keeps the old ones beside data that accept less', () => {
    class Dto {
      @IsString() readonly id: string = '';
    }
    const definition = payload('BUY', Dto);
    const routes = [{ ...aRoute('BUY'), definition }];
    const dataAfter = (data: Readonly<Record<string, readonly string[]>>) =>
      update(aLock(aLocked('BUY', { data })), routes, { definitions: [definition] }).lock
        .payloads[0]?.data;
    expect(dataAfter({ id: ['isString'] })).toEqual({ 'id?': ['isString'] });
    expect(dataAfter({ id: [] })).toEqual({ id: [] });
  });

  it('keeps the rules of a field that is gone, in case it comes back', () => {
    class Dto {
      @IsString() readonly id: string = '';
    }
    const definition = payload('BUY', Dto);
    const lock = aLock(aLocked('BUY', { data: { 'id?': ['isString'], qty: ['isInt'] } }));
    const { lock: after } = update(lock, [{ ...aRoute('BUY'), definition }], {
      definitions: [definition],
    });
    expect(after.payloads[0]?.data).toEqual({ 'id?': ['isString'], 'qty?': ['isInt'] });
  });

  it('keeps the rules of data where the payload is text now', () => {
    const lock = aLock(aLocked('BUY', { data: { 'id?': ['isString'] } }));
    expect(update(lock, [aRoute('BUY')]).lock).toEqual(lock);
  });

  it('changes nothing when it is run again', () => {
    const routes = [aRoute('VIEW_{id}', TAP), aRoute('BUY', QUICK_REPLY)];
    const { lock } = update(EMPTY, routes);
    expect(update(lock, routes)).toEqual({ lock, added: [], changed: [] });
  });
});

describe('a lock that is behind', () => {
  it('is told with what it lacks', () => {
    const [finding] = notLockedFindings(update(EMPTY, [aRoute('A'), aRoute('B')]), 'the.lock');
    expect(finding?.message).toBe(
      [
        'PAYLOAD_NOT_LOCKED: 2 payloads are not in the lock as this release has them.',
        '  "A"   the.lock',
        '  "B"   the.lock',
        'Lock it, look at the difference, and commit it:',
        '  npm run tapline -- payloads lock',
      ].join('\n'),
    );
  });

  it('is told of a new pattern that takes payloads from an older one for another handler', () => {
    const lock = aLock(aLocked('SUPPORT_*', { handlers: { postback: 'S.route' } }));
    const routes = [
      aRoute('SUPPORT_*', POSTBACK, 'S.route'),
      aRoute('SUPPORT_REFUND', POSTBACK, 'R.refund'),
    ];
    const split = splitFindings(lock, update(lock, routes), 'the.lock');
    expect(split.map(({ severity, message }) => [severity, message])).toEqual([
      [
        'warn',
        [
          'PAYLOAD_SPLIT: buttons already sent with a payload like "SUPPORT_REFUND" went to S.route with "SUPPORT_*", and go to R.refund now.',
          '  "SUPPORT_REFUND"   the.lock',
          'If such buttons were sent, see that the new handler answers them as people expect.',
        ].join('\n'),
      ],
    ]);
  });

  it('hears nothing of a new pattern beside a retired one', () => {
    const lock = aLock(aLocked('SALE_*', { retired: { reply: 'Over.' } }));
    expect(splitFindings(lock, update(lock, [aRoute('SALE_7')]), 'the.lock')).toEqual([]);
  });

  it('hears nothing of a new pattern of the same handler, or beside the older one', () => {
    const lock = aLock(aLocked('SUPPORT_*', { handlers: { postback: 'S.route' } }));
    const routes = [
      aRoute('SUPPORT_*', POSTBACK, 'S.route'),
      aRoute('SUPPORT_REFUND', POSTBACK, 'S.route'),
      aRoute('ORDERS', POSTBACK, 'O.list'),
    ];
    expect(splitFindings(lock, update(lock, routes), 'the.lock')).toEqual([]);
  });
});
