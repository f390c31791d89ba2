import { describe, expect, it } from '@jest/globals';
import { IsInt, Max } from 'class-validator';
import { aRoute, POSTBACK, QUICK_REPLY, TAP } from '../../../test/support/a-route.js';
import { payload, type PayloadDefinition } from '../../messaging/index.js';
import type { DeclaredRoute, TapKind } from '../declared-route.js';
import { RoutingTable } from '../routing-table.js';
import { findingsOfDeclared } from './boot-check.js';
import type { DeclaredButton } from './declared-button.js';

interface Facts {
  readonly routes?: readonly DeclaredRoute<string>[];
  readonly definitions?: readonly PayloadDefinition[];
  readonly buttons?: readonly DeclaredButton[];
}

function findings({ routes = [], definitions = [], buttons = [] }: Facts) {
  const { table } = RoutingTable.build(routes);
  const placed = definitions.map((definition) => ({ definition, frame: '' }));
  return findingsOfDeclared({ table, definitions: placed, buttons }, 'error');
}

const codes = (facts: Facts): readonly string[] => findings(facts).map(({ code }) => code);

const aButton = (
  payload_: string,
  kind: TapKind = 'postback',
  title = 'Tap me',
): DeclaredButton => ({
  label: `the menu item ${JSON.stringify(title)}`,
  title,
  payload: payload_,
  kind,
  place: 'src/app.module.ts:30',
});

const definedRoute = (definition: PayloadDefinition): DeclaredRoute<string> => ({
  ...aRoute(definition.pattern.source),
  definition,
});

describe('a payload definition', () => {
  const ViewProduct = payload('PRODUCT_VIEW_{productId}');

  it.each<[string, readonly DeclaredRoute<string>[], readonly string[]]>([
    ['by nobody', [], ['PAYLOAD_UNHANDLED']],
    ['by its own route', [definedRoute(ViewProduct)], []],
    ['by a wider pattern', [aRoute('PRODUCT_*')], []],
    ['by a wider pattern for quick replies', [aRoute('PRODUCT_*', QUICK_REPLY)], []],
    ['by a narrower pattern', [aRoute('PRODUCT_VIEW_{id:int}')], ['PAYLOAD_UNHANDLED']],
    [
      'in halves for two kinds',
      [aRoute('PRODUCT_VIEW_{id:int}'), aRoute('PRODUCT_VIEW_x*', QUICK_REPLY)],
      ['PAYLOAD_UNHANDLED'],
    ],
    ['by a catch-all', [aRoute('*', QUICK_REPLY)], []],
  ])('taken %s', (_what, routes, expected) => {
    expect(codes({ routes, definitions: [ViewProduct] })).toEqual(expected);
  });

  it('says which payload would be unanswered, and all the places that define it', () => {
    const [finding] = findings({ definitions: [ViewProduct, payload('PRODUCT_VIEW_{productId}')] });
    expect(finding?.message).toBe(
      [
        'PAYLOAD_UNHANDLED: no handler takes the payload "PRODUCT_VIEW_{productId}": a tap with "PRODUCT_VIEW_x" would be unanswered.',
        '  payload("PRODUCT_VIEW_{productId}")   unknown place',
        '  payload("PRODUCT_VIEW_{productId}")   unknown place',
        'Give the definition to the decorator of a method (@OnTap, @OnPostback, @OnQuickReply), add the module that has it to the application, or delete the definition.',
      ].join('\n'),
    );
  });

  it('is looked at in every version that it accepts', () => {
    const Menu = payload('MENU', { version: 2, accepts: [1] });
    expect(codes({ routes: [definedRoute(Menu)], definitions: [Menu] })).toEqual([
      'PAYLOAD_UNHANDLED',
    ]);
  });
});

describe('a declared button', () => {
  it.each<[string, readonly DeclaredRoute<string>[], DeclaredButton, readonly string[]]>([
    ['without a handler', [], aButton('HELP_ME'), ['BUTTON_UNHANDLED']],
    ['with one', [aRoute('HELP_ME')], aButton('HELP_ME'), []],
    [
      'with one for other taps',
      [aRoute('HELP_ME', QUICK_REPLY)],
      aButton('HELP_ME'),
      ['BUTTON_UNHANDLED', 'HANDLER_UNREACHED'],
    ],
    ['of JSON with one for its action', [aRoute('HELP_ME')], aButton('{"action":"HELP_ME"}'), []],
  ])('%s', (_what, routes, button, expected) => {
    expect(codes({ routes, buttons: [button] })).toEqual(expected);
  });

  it('without a payload is an error, because Meta refuses it', () => {
    expect(
      findings({ buttons: [aButton(' ')] }).map(({ severity, message }) => [severity, message]),
    ).toEqual([
      [
        'error',
        [
          'PAYLOAD_EMPTY: the menu item "Tap me" has an empty payload, which Meta refuses.',
          '  the menu item "Tap me"   src/app.module.ts:30',
          'Build its payload from a definition: payload() and .with().',
        ].join('\n'),
      ],
    ]);
  });

  it('below a message without a payload is a warning', () => {
    const [finding] = findings({ buttons: [aButton('', 'quick_reply')] });
    expect([finding?.severity, finding?.problem]).toEqual([
      'warn',
      'the menu item "Tap me" has an empty payload, so that its taps say nothing.',
    ]);
  });
});

describe('a handler', () => {
  it.each<[string, Facts, readonly string[]]>([
    ['that nothing leads to', { routes: [aRoute('LOST_*')] }, ['HANDLER_UNREACHED']],
    ['that a button leads to', { routes: [aRoute('LOST_*')], buttons: [aButton('LOST_7')] }, []],
    [
      'that a definition leads to',
      { routes: [aRoute('LOST_*')], definitions: [payload('LOST_{id}')] },
      [],
    ],
    ['that has a definition', { routes: [definedRoute(payload('FOUND'))] }, []],
    ['for all that nobody claims', { routes: [aRoute('*', TAP)] }, []],
  ])('%s', (_what, facts, expected) => {
    expect(codes(facts)).toEqual(expected);
  });
});

describe('the style of payloads', () => {
  it.each(['YES', 'no', 'NEXT', 'OK', 'BACK'])(
    'warns of "%s", which every flow could mean',
    (source) => {
      const routes = [aRoute(source, POSTBACK, 'A.a')];
      const warned = findings({ routes, definitions: [payload(source)] });
      expect(warned.map(({ code, severity }) => [code, severity])).toEqual([
        ['PAYLOAD_OPAQUE', 'warn'],
      ]);
    },
  );

  it.each(['Yes, please!', 'Track my order', 'Really?', 'Order {id}'])(
    'warns of "%s", which people read',
    (source) => {
      const routes = [aRoute(source, POSTBACK, 'A.a')];
      expect(codes({ routes, definitions: [payload(source)] })).toEqual(['PAYLOAD_DISPLAY_TEXT']);
    },
  );

  it('warns of a button that sends its own title', () => {
    const buttons = [aButton('Support', 'postback', 'Support')];
    expect(codes({ routes: [aRoute('Support')], buttons })).toEqual(['PAYLOAD_DISPLAY_TEXT']);
  });

  it.each(['CONFIRM_YES', 'menu.help', 'order:7', 'A-{x:yes|no}', '{n:int}'])(
    'is content with "%s"',
    (source) => {
      const definition = payload(source);
      expect(codes({ routes: [definedRoute(definition)], definitions: [definition] })).toEqual([]);
    },
  );
});

describe('one payload that is defined twice', () => {
  class BuyDto {
    @IsInt() readonly qty: number = 1;
  }
  class SameDto {
    @IsInt() readonly qty: number = 1;
  }
  class StricterDto {
    @IsInt() @Max(9) readonly qty: number = 1;
  }
  const routes = [aRoute('BUY')];
  const found = (...definitions: readonly PayloadDefinition[]) =>
    findings({ routes, definitions }).filter(({ code }) => code === 'PAYLOAD_DEFINED_DIFFERENTLY');

  it('has the same data everywhere, by whichever class', () => {
    expect(found(payload('BUY', BuyDto), payload('BUY', SameDto))).toEqual([]);
    expect(found(payload('BUY'), payload('BUY'))).toEqual([]);
  });

  it.each<[string, PayloadDefinition]>([
    ['without data', payload('BUY')],
    ['with stricter data', payload('BUY', StricterDto)],
  ])('may not be defined %s as well', (_what, other) => {
    const [finding] = found(payload('BUY', BuyDto), other);
    expect(finding?.problem).toBe(
      'the payload "BUY" is defined with different data, so that its handler would refuse what one of them builds.',
    );
  });
});
