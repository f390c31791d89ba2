import { describe, expect, it } from '@jest/globals';
import {
  type CallHandler,
  type CanActivate,
  Catch,
  createParamDecorator,
  type ExceptionFilter,
  type ExecutionContext,
  HttpException,
  Inject,
  Injectable,
  Module,
  type NestInterceptor,
  type PipeTransform,
  Scope,
  type Type,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule, REQUEST } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { IsInt, Min } from 'class-validator';
import { map, type Observable } from 'rxjs';
import { aTap } from '../testing/index.js';
import type { Tap } from '../messaging/index.js';
import { HandlerBinder } from './handler-binder.explorer.js';
import { declareHandler } from './handler-decorator.js';
import { HandlerExplorer } from './handler.explorer.js';
import {
  CurrentTap,
  Payload,
  PayloadData,
  PayloadParam,
  Psid,
  Referral,
} from './param.decorators.js';
import { PayloadDataError } from './postback.errors.js';
import { POSTBACK_OPTIONS, type PostbackModuleOptions } from './postback.options.js';

const KEY = Symbol.for('tapline:spec');
const On = declareHandler<Tap, string>(KEY, { declared: 'A', place: 'here.ts:1' });

@Injectable()
class NobodyEnters implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Catch()
class MadeForHttp implements ExceptionFilter {
  catch(): never {
    throw new Error('response.status is not a function');
  }
}

/** Calls the one handler of a class with a tap. */
async function call(
  host: Type,
  tap: Tap,
  {
    options = {},
    globals = [],
  }: { options?: PostbackModuleOptions; globals?: { provide: string; useClass: Type }[] } = {},
): Promise<unknown> {
  @Module({ providers: [host] })
  class Feature {}
  const app = await Test.createTestingModule({
    imports: [DiscoveryModule, Feature],
    providers: [
      HandlerExplorer,
      HandlerBinder,
      { provide: POSTBACK_OPTIONS, useValue: options },
      ...globals,
    ],
  }).compile();
  app.useLogger(false);
  const [handler] = app.get(HandlerExplorer).explore<string>(KEY).handlers;
  return handler?.call(tap);
}

class Quantity {
  @IsInt()
  @Min(1)
  qty = 1;
}

describe('a handler', () => {
  it('gets the tap as its one argument', async () => {
    @Injectable()
    class Plain {
      @On
      run(tap: Tap): string {
        return tap.payload;
      }
    }
    expect(await call(Plain, aTap({ payload: 'HELP' }))).toBe('HELP');
  });

  it('can pick parameters out of the tap', async () => {
    const Title = createParamDecorator(
      (_: unknown, context: ExecutionContext) => context.getArgByIndex<Tap>(0).title,
    );
    @Injectable()
    class Picking {
      @On
      run(
        @Psid() psid: string,
        @Payload() payload: string,
        @PayloadParam('id') id: string,
        @Referral() referral: unknown,
        @Title() title: string | null,
      ): string {
        return JSON.stringify([psid, payload, id, referral, title]);
      }
    }
    const tap = aTap({ payload: 'VIEW_7', userId: 'u1', params: { id: '7' } });
    expect(await call(Picking, tap)).toBe(JSON.stringify(['u1', 'VIEW_7', '7', null, tap.title]));
  });

  it('gets the data of a payload validated against the class of the parameter', async () => {
    @Injectable()
    class Buying {
      @On
      run(@PayloadData() data: Quantity, @CurrentTap() tap: Tap): string {
        return `${data.constructor.name} ${data.qty} ${tap.payload}`;
      }
    }
    expect(await call(Buying, aTap({ payload: 'BUY', data: { qty: 2 } }))).toBe('Quantity 2 BUY');
    await expect(
      call(Buying, aTap({ payload: 'BUY', data: { qty: 'many' } })),
    ).rejects.toBeInstanceOf(PayloadDataError);
  });

  it('runs inside the guards, interceptors, pipes and filters of its class and method, which see a context of type "tap"', async () => {
    const seen: string[] = [];
    @Injectable()
    class Guard implements CanActivate {
      canActivate(context: ExecutionContext): boolean {
        seen.push(
          `guard ${context.getType<string>()} ${context.getClass().name}.${context.getHandler().name}`,
        );
        return true;
      }
    }
    @Injectable()
    class Shout implements NestInterceptor {
      intercept(_: ExecutionContext, next: CallHandler<string>): Observable<string> {
        return next.handle().pipe(map((reply) => reply.toUpperCase()));
      }
    }
    @Injectable()
    class Reverse implements PipeTransform<string> {
      transform(value: string): string {
        return value.split('').toReversed().join('');
      }
    }
    @Injectable()
    @UseGuards(Guard)
    class Wrapped {
      @On
      @UseInterceptors(Shout)
      run(@Payload(Reverse) payload: string): string {
        return payload;
      }
    }
    expect(await call(Wrapped, aTap({ payload: 'abc' }))).toBe('CBA');
    expect(seen).toEqual(['guard tap Wrapped.run']);
  });

  it('answers with what its exception filter returns', async () => {
    @Catch(RangeError)
    class Apologise implements ExceptionFilter {
      catch(error: RangeError): string {
        return `Sorry: ${error.message}`;
      }
    }
    @Injectable()
    class Failing {
      @On
      @UseFilters(Apologise)
      run(): string {
        throw new RangeError('sold out');
      }
    }
    expect(await call(Failing, aTap({ payload: 'BUY' }))).toBe('Sorry: sold out');
  });

  it('is refused by a guard of its own with an error', async () => {
    @Injectable()
    class Guarded {
      @On
      @UseGuards(NobodyEnters)
      run(): string {
        return 'never';
      }
    }
    await expect(call(Guarded, aTap({ payload: 'A' }))).rejects.toBeInstanceOf(HttpException);
  });

  describe("and the application's global enhancers, made for HTTP", () => {
    const globals = [
      { provide: APP_GUARD, useClass: NobodyEnters },
      { provide: APP_FILTER, useClass: MadeForHttp },
    ];
    @Injectable()
    class Fine {
      @On
      run(): string {
        return 'fine';
      }
    }

    it('do not apply', async () => {
      expect(await call(Fine, aTap({ payload: 'A' }), { globals })).toBe('fine');
    });

    it('do not hide its real error', async () => {
      @Injectable()
      class Failing {
        @On
        run(): string {
          throw new Error('the real error');
        }
      }
      await expect(call(Failing, aTap({ payload: 'A' }), { globals })).rejects.toThrow(
        'the real error',
      );
    });

    it('apply with enhancers: "all"', async () => {
      const [guard] = globals;
      const all = call(Fine, aTap({ payload: 'A' }), {
        options: { enhancers: 'all' },
        globals: guard ? [guard] : [],
      });
      await expect(all).rejects.toThrow('Forbidden resource');
    });
  });

  it.each([
    ['request-scoped', Scope.REQUEST],
    ['transient', Scope.TRANSIENT],
  ])('of a %s class gets its dependencies', async (_, scope) => {
    @Injectable()
    class Shop {
      readonly name = 'corner shop';
    }
    @Injectable({ scope })
    class Scoped {
      constructor(private readonly shop: Shop) {}

      @On
      run(): string {
        return this.shop.name;
      }
    }
    @Module({ providers: [Shop, Scoped] })
    class Feature {}
    const app = await Test.createTestingModule({
      imports: [DiscoveryModule, Feature],
      providers: [HandlerExplorer, HandlerBinder, { provide: POSTBACK_OPTIONS, useValue: {} }],
    }).compile();
    const [handler] = app.get(HandlerExplorer).explore<string>(KEY).handlers;
    expect(await handler?.call(aTap({ payload: 'A' }))).toBe('corner shop');
  });

  it('of a class that depends on something request-scoped gets the tap injected there', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Customer {
      constructor(@Inject(REQUEST) readonly tap: Tap) {}
    }
    @Injectable()
    class Bubbling {
      constructor(private readonly customer: Customer) {}

      @On
      run(): string {
        return this.customer.tap.userId;
      }
    }
    @Module({ providers: [Customer, Bubbling] })
    class Feature {}
    const app = await Test.createTestingModule({
      imports: [DiscoveryModule, Feature],
      providers: [HandlerExplorer, HandlerBinder, { provide: POSTBACK_OPTIONS, useValue: {} }],
    }).compile();
    const [handler] = app.get(HandlerExplorer).explore<string>(KEY).handlers;
    expect(await handler?.call(aTap({ payload: 'A', userId: 'u1' }))).toBe('u1');
    expect(await handler?.call(aTap({ payload: 'A', userId: 'u2' }))).toBe('u2');
  });
});
