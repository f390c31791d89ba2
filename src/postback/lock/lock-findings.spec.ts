import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, ValidateNested } from 'class-validator';
import { aLock, aLocked } from '../../../test/support/a-lock.js';
import { aRoute, POSTBACK, QUICK_REPLY, TAP } from '../../../test/support/a-route.js';
import { payload, type PayloadDefinition } from '../../messaging/index.js';
import type { DeclaredRoute } from '../declared-route.js';
import { RoutingTable } from '../routing-table.js';
import { lockFindings } from './lock-findings.js';
import type { PayloadLock } from './payload-lock.js';

const STRICT = { unanswered: 'error', rerouted: 'error' } as const;

function findings(
  lock: PayloadLock,
  routes: readonly DeclaredRoute<string>[],
  definitions: readonly PayloadDefinition[] = [],
) {
  const { table } = RoutingTable.build(routes);
  const declared = definitions.map((definition) => ({ definition, frame: '' }));
  return lockFindings(lock, { table, definitions: declared }, 'payloads.lock.json', STRICT);
}

const codes = (...args: Parameters<typeof findings>): readonly string[] =>
  findings(...args).map(({ code }) => code);

describe('a locked payload', () => {
  it.each<[string, readonly DeclaredRoute<string>[]]>([
    ['its own route', [aRoute('VIEW_{id}')]],
    ['a route whose hole has another name', [aRoute('VIEW_{productId}', POSTBACK, 'VIEW_{id}')]],
    ['a wider route of the same handler', [aRoute('VIEW_*', POSTBACK, 'VIEW_{id}')]],
    ['a route for more kinds of tap', [aRoute('VIEW_{id}', TAP)]],
    ['its own route beside a narrower one', [aRoute('VIEW_{id}'), aRoute('VIEW_ALL')]],
  ])('is kept by %s', (_what, routes) => {
    expect(codes(aLock('VIEW_{id}'), routes)).toEqual([]);
  });

  it.each<[string, readonly DeclaredRoute<string>[]]>([
    ['no route', []],
    ['a route for another kind of tap', [aRoute('VIEW_{id}', QUICK_REPLY)]],
    ['a route that takes only a part', [aRoute('VIEW_{id:int}', POSTBACK, 'VIEW_{id}')]],
  ])('is orphaned by %s', (_what, routes) => {
    expect(codes(aLock('VIEW_{id}'), routes)).toEqual(['PAYLOAD_ORPHANED']);
  });

  it('is kept where two routes of the locked handlers share it', () => {
    const lock = aLock(aLocked('ANSWER_{x:yes|no}', { handlers: { postback: 'A.yes, A.no' } }));
    const routes = [aRoute('ANSWER_yes', POSTBACK, 'A.yes'), aRoute('ANSWER_no', POSTBACK, 'A.no')];
    expect(codes(lock, routes)).toEqual(['PAYLOAD_REROUTED']);
    const inOrder = aLock(aLocked('ANSWER_{x:yes|no}', { handlers: { postback: 'A.no, A.yes' } }));
    expect(codes(inOrder, routes)).toEqual([]);
  });

  it('says which buttons would be unanswered, and how to mend it', () => {
    const lock = aLock(
      aLocked('PRODUCT_VIEW_{productId}', { handlers: { postback: 'ProductsHandlers.view' } }),
    );
    expect(findings(lock, [])[0]?.message).toBe(
      [
        'PAYLOAD_ORPHANED: buttons already sent with PRODUCT_VIEW_7 would be unanswered: no handler takes it as a postback any more.',
        '  "PRODUCT_VIEW_{productId}"   was ProductsHandlers.view   payloads.lock.json',
        'Let a handler take the old pattern as well, as in @OnTap(NewPayload, "PRODUCT_VIEW_{productId}"); or retire it with a reply:',
        "  npm run tapline -- payloads retire 'PRODUCT_VIEW_{productId}' --reply '…'",
        'If no such button was ever sent, delete its entry from the lock.',
      ].join('\n'),
    );
  });

  it('names a payload that really is unanswered, where some still are answered', () => {
    const [finding] = findings(aLock('VIEW_{id}'), [
      aRoute('VIEW_{id:int}', POSTBACK, 'VIEW_{id}'),
    ]);
    expect(finding?.problem).toMatch(/^buttons already sent with VIEW_\D would be unanswered/);
  });

  it('counts both kinds of tap as one finding', () => {
    const lock = aLock(aLocked('SALE', { handlers: { postback: 'S.s', quick_reply: 'S.s' } }));
    expect(findings(lock, []).map(({ problem }) => problem)).toEqual([
      'buttons already sent with SALE would be unanswered: no handler takes it as a postback or quick reply any more.',
    ]);
  });

  it('may not go to another handler without a word', () => {
    const routes = [aRoute('VIEW_*', POSTBACK, 'OrdersHandlers.show')];
    const lock = aLock(aLocked('VIEW_{id}', { handlers: { postback: 'ProductsHandlers.view' } }));
    expect(findings(lock, routes)[0]?.message).toBe(
      [
        'PAYLOAD_REROUTED: buttons already sent with VIEW_7 went to ProductsHandlers.view, and would go to OrdersHandlers.show now.',
        '  "VIEW_{id}"           was ProductsHandlers.view   payloads.lock.json',
        '  OrdersHandlers.show   "VIEW_*"                    src/shop/shop.handlers.ts:6',
        'If both mean the same to the person who taps, say so:',
        "  npm run tapline -- payloads lock --accept 'VIEW_{id}'",
        'If not, give the new meaning a new payload.',
      ].join('\n'),
    );
  });
});

describe('the holes of a locked payload', () => {
  it('may not change places', () => {
    const [finding] = findings(aLock('A_{order}_{answer}'), [
      aRoute('A_{answer}_{order}', POSTBACK, 'A_{order}_{answer}'),
    ]);
    expect(finding?.message).toBe(
      [
        'PAYLOAD_REROUTED: buttons already sent with A_7_7 would be read otherwise: {order} and {answer} stand elsewhere in "A_{answer}_{order}".',
        '  "A_{order}_{answer}"   payloads.lock.json',
        'Give the new order a new payload, and keep the old one for old buttons.',
      ].join('\n'),
    );
  });

  it('may get new names, and their choices another order', () => {
    const routes = [aRoute('A_{o}_{x:no|yes}', POSTBACK, 'A')];
    const lock = aLock(aLocked('A_{order}_{x:yes|no}', { handlers: { postback: 'A' } }));
    expect(codes(lock, routes)).toEqual([]);
  });
});

class OldDto {
  @IsString() readonly id!: string;
  @IsInt() readonly qty: number = 1;
}

class WiderDto {
  @IsString() readonly id!: string;
  readonly qty: number = 1;
  @IsString() readonly note: string = '';
}

class NeedsMoreDto {
  @IsString() readonly id!: string;
  @IsInt() readonly qty: number = 1;
  @IsString() readonly note!: string;
}

class StricterDto {
  @IsString() readonly id!: string;
  @IsInt() @Max(9) readonly qty: number = 1;
}

describe('locked data', () => {
  const lock = aLock(aLocked('BUY', { data: { id: ['isString'], 'qty?': ['isInt'] } }));
  const of = (type: new () => object) => {
    const definition = payload('BUY', type);
    return findings(lock, [{ ...aRoute('BUY'), definition }], [definition]);
  };

  it.each<[string, new () => object]>([
    ['the same', OldDto],
    ['fewer rules and a new field with a default', WiderDto],
  ])('fit %s', (_what, type) => {
    expect(of(type)).toEqual([]);
  });

  it('may not lack a field that is new and has no default', () => {
    expect(of(NeedsMoreDto)[0]?.message).toBe(
      [
        'PAYLOAD_DATA_NARROWED: buttons already sent with BUY may be refused: they may lack "note", which has no default.',
        '  "BUY"   payloads.lock.json',
        'Give new fields a default, leave the rules of old ones as they are, or send a new version: payload(…, { version: 2 }). If every button that is out there fits, say so:',
        "  npm run tapline -- payloads lock --accept 'BUY'",
      ].join('\n'),
    );
  });

  it('may get a nested field that buttons need not have', () => {
    class GiftDto {
      @IsString() readonly note!: string;
    }
    class WithGiftDto extends OldDto {
      @IsOptional() @ValidateNested() @Type(() => GiftDto) readonly gift?: GiftDto;
    }
    expect(of(WithGiftDto)).toEqual([]);
  });

  it('may not be text that was sent before there were data', () => {
    const definition = payload('BUY', OldDto);
    const routes = [{ ...aRoute('BUY'), definition }];
    expect(findings(aLock('BUY'), routes, [definition])[0]?.problem).toBe(
      'buttons already sent with BUY may be refused: they carry no data, and data are needed now.',
    );
  });

  it('may not lack what was optional', () => {
    class NeedsQtyDto {
      @IsString() readonly id!: string;
      @IsInt() readonly qty!: number;
    }
    expect(of(NeedsQtyDto)[0]?.problem).toBe(
      'buttons already sent with BUY may be refused: they may lack "qty", which has no default.',
    );
  });

  it('are watched in every version that is accepted', () => {
    const definition = payload('BUY', NeedsMoreDto, { version: 2, accepts: [1] });
    const routes = [definition.pattern, ...definition.accepted].map(({ source }) => ({
      ...aRoute(source),
      definition,
    }));
    expect(codes(lock, routes, [definition])).toEqual(['PAYLOAD_DATA_NARROWED']);
  });

  it('may not lose what let values through', () => {
    const optional = aLock(
      aLocked('BUY', { data: { id: ['isString'], 'qty?': ['isInt', 'isOptional'] } }),
    );
    const definition = payload('BUY', OldDto);
    expect(findings(optional, [{ ...aRoute('BUY'), definition }], [definition])[0]?.problem).toBe(
      'buttons already sent with BUY may be refused: "qty" has no isOptional any more.',
    );
  });

  it('may not meet a rule that is new', () => {
    expect(of(StricterDto)[0]?.problem).toBe(
      'buttons already sent with BUY may be refused: "qty" must keep max(9) now.',
    );
  });
});

describe('a retired payload', () => {
  const retired = aLock(aLocked('SALE_{year}', { retired: { reply: 'Over.' } }));

  it('needs no handler, and minds none for another kind of tap', () => {
    expect(codes(retired, [])).toEqual([]);
    expect(codes(retired, [aRoute('SALE_{year}', QUICK_REPLY)])).toEqual([]);
  });

  it('has none', () => {
    const [finding] = findings(retired, [aRoute('SALE_{y}', TAP, 'S.sale')]);
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toBe(
      [
        'PAYLOAD_RETIRED_HANDLED: the lock retires "SALE_{year}", and a handler takes it.',
        '  "SALE_{year}"                payloads.lock.json',
        '  S.sale          "SALE_{y}"   src/shop/shop.handlers.ts:8',
        'Remove "retired" from its entry to bring it back, or remove the decorator.',
      ].join('\n'),
    );
  });

  it('warns where it takes payloads from a handler of a wider pattern', () => {
    const [finding] = findings(retired, [aRoute('SALE_*')]);
    expect([finding?.severity, finding?.problem]).toEqual([
      'warn',
      'the lock retires "SALE_{year}", which a handler would take.',
    ]);
  });
});
