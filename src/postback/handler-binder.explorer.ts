import { Inject, Injectable } from '@nestjs/common';
import {
  EXCEPTION_FILTERS_METADATA,
  PARAMTYPES_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/internal';
import {
  type ContextId,
  ContextIdFactory,
  ExternalContextCreator,
  ModuleRef,
  type NestContainer,
} from '@nestjs/core';
import { ExternalExceptionFilterContext } from '@nestjs/core/exceptions/external-exception-filter-context.js';
import {
  GuardsConsumer,
  GuardsContextCreator,
  type InstanceWrapper,
  InterceptorsConsumer,
  InterceptorsContextCreator,
  PipesConsumer,
  PipesContextCreator,
} from '@nestjs/core/internal';
import { POSTBACK_OPTIONS, type PostbackModuleOptions } from './postback.options.js';
import { isMethod, type PrototypeMethod } from './prototype-methods.js';

/** What guards, interceptors and filters see as `context.getType()`. */
const CONTEXT_TYPE = 'tap';

/** Without it Nest leaves decorated parameters undefined. Ours are all made by `createParamDecorator`, which answers for itself. */
const NO_BUILT_IN_PARAMETERS = { exchangeKeyForValue: (): null => null };

type Call = (received: object) => Promise<unknown>;

/** Makes a call of a method: enhancers around it, and an instance in the scope that its class asks for. */
@Injectable()
export class HandlerBinder {
  private readonly contexts: ExternalContextCreator;

  constructor(
    @Inject(POSTBACK_OPTIONS) private readonly options: PostbackModuleOptions,
    all: ExternalContextCreator,
    private readonly moduleRef: ModuleRef,
  ) {
    this.contexts = options.enhancers === 'all' ? all : ownEnhancersOnly(moduleRef['container']);
  }

  bind(wrapper: InstanceWrapper, found: PrototypeMethod): Call {
    if (!wrapper.isDependencyTreeStatic() || wrapper.isTransient)
      return (received) => this.callInScope(wrapper, found, received);
    const instance = instanceOf(wrapper.instance);
    const call = this.create(instance, found);
    return (received) => (this.replaced(instance, found) ?? call)(received);
  }

  /** A spy that a test put on the instance is called in the method's place, with the same guards and parameters around it. */
  private replaced(instance: object, { name, method, hidden }: PrototypeMethod): Call | null {
    const own: unknown = Object.getOwnPropertyDescriptor(instance, name)?.value;
    if (!isMethod(own)) return null;
    for (const key of Reflect.getMetadataKeys(method))
      Reflect.defineMetadata(key, Reflect.getMetadata(key, method), own);
    return this.create(instance, { name, method: own, hidden });
  }

  private async callInScope(
    wrapper: InstanceWrapper,
    found: PrototypeMethod,
    received: object,
  ): Promise<unknown> {
    const contextId = ContextIdFactory.getByRequest(received);
    this.moduleRef.registerRequestByContextId(received, contextId);
    const host = wrapper.host?.getProviderByKey<ModuleRef>(ModuleRef).instance ?? this.moduleRef;
    const instance: unknown = await host.resolve(wrapper.token, contextId, {
      strict: true,
    });
    return this.create(instanceOf(instance), found, contextId, wrapper.id)(received);
  }

  private create(
    instance: object,
    { name, method }: PrototypeMethod,
    contextId?: ContextId,
    id?: string,
  ): Call {
    return this.contexts.create(
      instance,
      method,
      nameForNest(instance, name),
      ROUTE_ARGS_METADATA,
      NO_BUILT_IN_PARAMETERS,
      contextId,
      id,
      { guards: true, interceptors: true, filters: this.hasFilters(instance, method) },
      CONTEXT_TYPE,
    );
  }

  /** Around a handler without filters Nest logs the error and throws it on; the inbox logs it with the handler and the event. */
  private hasFilters(instance: object, method: PrototypeMethod['method']): boolean {
    const own = [method, instance.constructor].some((target) =>
      Reflect.hasMetadata(EXCEPTION_FILTERS_METADATA, target),
    );
    return own || this.options.enhancers === 'all';
  }
}

function instanceOf(value: unknown): object {
  if (typeof value === 'object' && value !== null) return value;
  throw new TypeError('Nest has no instance of a provider with handlers.');
}

/**
 * Nest writes a method's name into a text, which a symbol does not survive. A method that is named by one gets an alias
 * under which Nest finds the same parameter decorators and types.
 */
function nameForNest(instance: object, name: string | symbol): string {
  if (typeof name === 'string') return name;
  const alias = name.toString();
  const places = [
    [ROUTE_ARGS_METADATA, instance.constructor],
    [PARAMTYPES_METADATA, instance],
  ] as const;
  for (const [key, target] of places) {
    const metadata: unknown = Reflect.getMetadata(key, target, name);
    if (metadata !== undefined) Reflect.defineMetadata(key, metadata, target, alias);
  }
  return alias;
}

/**
 * Guards, pipes, interceptors and filters of classes and methods, without the application's global ones: those are
 * written for HTTP, and an HTTP exception filter would hide the real error of a handler. Nest finds the global ones through
 * the application's config, so these creators get none. They are Nest's private ground; `handler-binder.spec.ts` guards it.
 */
function ownEnhancersOnly(container: NestContainer): ExternalContextCreator {
  return new ExternalContextCreator(
    new GuardsContextCreator(container),
    new GuardsConsumer(),
    new InterceptorsContextCreator(container),
    new InterceptorsConsumer(),
    container.getModules(),
    new PipesContextCreator(container),
    new PipesConsumer(),
    new ExternalExceptionFilterContext(container),
  );
}
