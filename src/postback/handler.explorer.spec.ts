import { describe, expect, it } from '@jest/globals';
import { Body, Controller, Injectable, Module, Scope, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { HandlerBinder } from './handler-binder.explorer.js';
import { declareHandler } from './handler-decorator.js';
import { HandlerPolicy } from './handler-policy.js';
import { type Exploration, HandlerExplorer } from './handler.explorer.js';
import { Psid } from './param.decorators.js';
import { POSTBACK_OPTIONS } from './postback.options.js';

const KEY = Symbol.for('tapline:spec');
const On = (declared: string): MethodDecorator =>
  declareHandler<unknown, string>(KEY, { declared, place: 'here.ts:1' }) as MethodDecorator;

type Providers = NonNullable<Parameters<typeof Module>[0]['providers']>;

/** Explores an application of one feature module with these providers. */
async function explore(
  providers: Providers,
  controllers: Type[] = [],
): Promise<Exploration<string>> {
  @Module({ providers, controllers })
  class Feature {}
  const app = await Test.createTestingModule({
    imports: [DiscoveryModule, Feature],
    providers: [HandlerExplorer, HandlerBinder, { provide: POSTBACK_OPTIONS, useValue: {} }],
  }).compile();
  return app.get(HandlerExplorer).explore<string>(KEY);
}

const labels = ({ handlers }: Exploration<string>): string[] =>
  handlers.map(({ label, declared }) => `${label} ${declared}`);

@Injectable()
class Shop {
  @On('A')
  a(): string {
    return `a of ${this.constructor.name}`;
  }

  undecorated(): void {}
}

describe('HandlerExplorer', () => {
  it('finds the decorated methods of a class', async () => {
    const found = await explore([Shop]);
    expect(labels(found)).toEqual(['Shop.a A']);
    expect(await found.handlers[0]?.call({})).toBe('a of Shop');
  });

  it('reads what a method says about failures; otherwise its conversation goes on', async () => {
    class Till {
      @On('PAY')
      @HandlerPolicy({ onFailure: 'block' })
      pay(): void {}

      @On('LOOK')
      look(): void {}
    }
    const { handlers } = await explore([Till]);
    expect(handlers.map(({ label, policy }) => [label, policy.onFailure])).toEqual([
      ['Till.pay', 'block'],
      ['Till.look', 'continue'],
    ]);
  });

  it.each([
    ['useClass', { provide: 'SHOP', useClass: Shop }],
    ['useValue', { provide: 'SHOP', useValue: new Shop() }],
    ['useFactory', { provide: 'SHOP', useFactory: () => new Shop() }],
    [
      'an asynchronous useFactory',
      { provide: 'SHOP', useFactory: () => Promise.resolve(new Shop()) },
    ],
  ])('finds them behind %s', async (_, provider) => {
    expect(labels(await explore([provider]))).toEqual(['Shop.a A']);
  });

  it('finds them in controllers', async () => {
    @Controller()
    class Hosts {
      @On('A')
      a(): void {}
    }
    expect(labels(await explore([], [Hosts]))).toEqual(['Hosts.a A']);
  });

  it('takes several decorators on one method for several routes', async () => {
    @Injectable()
    class Both {
      @On('A')
      @On('B')
      both(): void {}
    }
    expect(labels(await explore([Both])).toSorted()).toEqual(['Both.both A', 'Both.both B']);
  });

  it('finds inherited methods, for each class that inherits them', async () => {
    @Injectable()
    class Corner extends Shop {}
    @Injectable()
    class Market extends Shop {}
    const found = await explore([Corner, Market]);
    expect(labels(found)).toEqual(['Corner.a A', 'Market.a A']);
    expect(await Promise.all(found.handlers.map(({ call }) => call({})))).toEqual([
      'a of Corner',
      'a of Market',
    ]);
  });

  it('finds methods that are named by a symbol', async () => {
    const name = Symbol('secret');
    @Injectable()
    class Hidden {
      @On('A')
      [name](@Psid() psid: string): string {
        return `found by ${psid}`;
      }
    }
    const found = await explore([Hidden]);
    expect(labels(found)).toEqual(['Hidden[Symbol(secret)] A']);
    expect(await found.handlers[0]?.call({ userId: 'u1' })).toBe('found by u1');
  });

  it('never runs a getter', async () => {
    let ran = 0;
    @Injectable()
    class Lazy {
      get connection(): never {
        ran += 1;
        throw new Error('not connected yet');
      }

      @On('A')
      a(): void {}
    }
    expect(labels(await explore([Lazy]))).toEqual(['Lazy.a A']);
    expect(ran).toBe(0);
  });

  it('passes over what has no methods: null prototypes, texts, null, functions', async () => {
    const odd = [Object.create(null), 'text', null, 42, () => 'a function'];
    const found = await explore([
      Shop,
      ...odd.map((useValue: unknown, at) => ({ provide: `odd ${at}`, useValue })),
    ]);
    expect(labels(found)).toEqual(['Shop.a A']);
  });

  it('takes useExisting for another name of the same provider', async () => {
    const found = await explore([Shop, { provide: 'ALIAS', useExisting: Shop }]);
    expect([labels(found), found.findings]).toEqual([['Shop.a A'], []]);
  });

  it('takes a factory that hands on the same instance for another name, too', async () => {
    const found = await explore([
      Shop,
      { provide: 'ALIAS', inject: [Shop], useFactory: (shop: Shop) => shop },
    ]);
    expect([labels(found), found.findings]).toEqual([['Shop.a A'], []]);
  });

  it('finds a request-scoped class and makes a new instance for each call', async () => {
    let made = 0;
    @Injectable({ scope: Scope.REQUEST })
    class PerTap {
      private readonly number = (made += 1);

      @On('A')
      a(): number {
        return this.number;
      }
    }
    const found = await explore([PerTap]);
    expect(labels(found)).toEqual(['PerTap.a A']);
    expect([await found.handlers[0]?.call({}), await found.handlers[0]?.call({})]).toEqual([1, 2]);
  });

  it('reports a class that is provided twice, and lists its handlers once', async () => {
    @Module({ providers: [Shop] })
    class One {}
    @Module({ providers: [Shop] })
    class Two {}
    const app = await Test.createTestingModule({
      imports: [DiscoveryModule, One, Two],
      providers: [HandlerExplorer, HandlerBinder, { provide: POSTBACK_OPTIONS, useValue: {} }],
    }).compile();
    const found = app.get(HandlerExplorer).explore<string>(KEY);
    expect(labels(found)).toEqual(['Shop.a A']);
    expect(found.findings.map(({ message }) => message)).toEqual([
      'HANDLER_PROVIDED_TWICE: Shop is provided twice, by One and Two, so that a tap would have two handlers.\n' +
        'Provide it in one module, export it there and import that module; or name it a second time with useExisting.',
    ]);
  });

  describe('a class with handlers that an application puts something else in the place of', () => {
    class Untouched {
      a(): void {}
    }
    class Corner extends Shop {}
    @Injectable()
    class Rewritten {
      @On('B')
      a(): string {
        return 'a of its own';
      }
    }

    it.each([
      ['a mock', { useValue: { a: () => 'mocked' } }, 'a plain object'],
      ['a class without decorators', { useClass: Untouched }, 'an object of Untouched'],
      ['what a factory makes', { useFactory: () => new Untouched() }, 'an object of Untouched'],
      ['nothing', { useValue: null }, 'something without methods'],
      [
        'what a factory makes anew for each tap',
        { useFactory: () => new Shop(), scope: Scope.REQUEST },
        'something without methods',
      ],
      ['another provider', { useExisting: Untouched }, 'an object of Untouched'],
    ])('is reported: %s', async (_, replacement, named) => {
      const found = await explore([Untouched, { provide: Shop, ...replacement }]);
      expect(labels(found)).toEqual([]);
      expect(found.findings.map(({ message }) => message)).toEqual([
        `HANDLER_REPLACED: Shop is replaced by ${named}, which lacks its decorated methods, so that their taps would be unhandled.\n` +
          '  Shop.a   here.ts:1\n' +
          'Override what the handlers depend on, not the handlers: overrideProvider(Prices).useValue(fake). ' +
          'To change the handlers themselves, give useClass a class that extends Shop.',
      ]);
    });

    it.each([
      ['a subclass', { useClass: Corner }, 'Corner.a A'],
      ['an instance of a subclass', { useValue: new Corner() }, 'Corner.a A'],
      ['a class that decorates the same methods', { useClass: Rewritten }, 'Rewritten.a B'],
    ])('keeps its routes: %s', async (_, replacement, label) => {
      const found = await explore([{ provide: Shop, ...replacement }]);
      expect([labels(found), found.findings]).toEqual([[label], []]);
    });

    it('is not missed where an alias leads to a provider of request scope', async () => {
      @Injectable({ scope: Scope.REQUEST })
      class PerTap extends Shop {}
      const found = await explore([PerTap, { provide: Shop, useExisting: PerTap }]);
      expect([labels(found), found.findings]).toEqual([['PerTap.a A'], []]);
    });
  });

  it('reports a decorated method that a subclass overrides without a decorator', async () => {
    @Injectable()
    class Corner extends Shop {
      override a(): string {
        return 'quietly gone';
      }
    }
    const found = await explore([Corner]);
    expect(labels(found)).toEqual([]);
    expect(found.findings.map(({ message }) => message)).toEqual([
      'HANDLER_OVERRIDDEN: Corner.a overrides a decorated method without a decorator, so that its taps would be unhandled.\n' +
        'Repeat the decorator on the overriding method, or rename it.',
    ]);
  });

  it('reports parameters that belong to HTTP', async () => {
    @Injectable()
    class Confused {
      @On('A')
      a(@Body() body: unknown): unknown {
        return body;
      }
    }
    const { findings } = await explore([Confused]);
    expect(findings.map(({ message }) => message)).toEqual([
      'HANDLER_HTTP_PARAMETER: a handler takes a parameter from HTTP (@Body(), @Query(), @Param() …), but a tap is no request.\n' +
        '  Confused.a   here.ts:1\n' +
        'Use @PayloadData(), @PayloadParam(), @Payload(), @Psid(), @Referral() or @CurrentTap().',
    ]);
  });
});
