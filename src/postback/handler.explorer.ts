import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/internal';
import { HandlerBinder } from './handler-binder.explorer.js';
import { declarationsOf } from './handler-decorator.js';
import {
  httpParameterFinding,
  overriddenFinding,
  providedTwiceFinding,
  replacedFinding,
} from './handler-findings.js';
import { type HandlerPolicyOptions, policyOf } from './handler-policy.js';
import type { BootFinding } from './boot-finding.js';
import { methodsOf, type PrototypeMethod, prototypeOf } from './prototype-methods.js';

/** A decorated method of a provider or controller, ready to be called. */
export interface DeclaredHandler<D> {
  readonly declared: D;
  /** `SupportHandlers.route` */
  readonly label: string;
  /** `src/support/support.handlers.ts:14` */
  readonly place: string;
  readonly policy: HandlerPolicyOptions;
  /** Calls the method with guards, pipes, interceptors and filters around it, in the scope its class asks for. */
  readonly call: (received: object) => Promise<unknown>;
}

export interface Exploration<D> {
  readonly handlers: readonly DeclaredHandler<D>[];
  readonly findings: readonly BootFinding[];
}

interface Host {
  readonly wrapper: InstanceWrapper;
  readonly prototype: object;
}

/**
 * Walks all providers and controllers once and lists the methods that carry a decorator of the given key.
 * Aliases (`useExisting`) are other names for a provider that is listed anyway.
 */
@Injectable()
export class HandlerExplorer {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly binder: HandlerBinder,
  ) {}

  /** @param key what {@link declareHandler} wrote under */
  explore<D>(key: symbol): Exploration<D> {
    const handlers: DeclaredHandler<D>[] = [];
    const findings: BootFinding[] = this.wrappers().flatMap((wrapper) => lostIn(key, wrapper));
    const hostsOf = new Map<unknown, InstanceWrapper>();
    for (const host of this.hosts()) {
      const methods = declaredIn(key, host.prototype);
      if (methods.length === 0) continue;
      const className = classNameOf(host.prototype);
      const known = hostsOf.get(host.prototype);
      if (known) {
        if (known.instance !== host.wrapper.instance || !known.isDependencyTreeStatic()) {
          findings.push(providedTwiceFinding(className, [known, host.wrapper].map(moduleNameOf)));
        }
        continue;
      }
      hostsOf.set(host.prototype, host.wrapper);
      for (const method of methods) {
        findings.push(...findingsOf(key, host, method));
        handlers.push(...this.handlersOf<D>(key, host, method));
      }
    }
    return { handlers, findings };
  }

  private wrappers(): readonly InstanceWrapper[] {
    return [...this.discovery.getProviders(), ...this.discovery.getControllers()];
  }

  private hosts(): readonly Host[] {
    return this.wrappers().flatMap((wrapper) => {
      const prototype = wrapper.isAlias ? null : prototypeBehind(wrapper);
      return prototype ? [{ wrapper, prototype }] : [];
    });
  }

  private handlersOf<D>(
    key: symbol,
    { wrapper, prototype }: Host,
    found: PrototypeMethod,
  ): DeclaredHandler<D>[] {
    const call = this.binder.bind(wrapper, found);
    const label = labelOf(prototype, found);
    const policy = policyOf(found.method);
    return declarationsOf<D>(key, found.method).map(({ declared, place }) => ({
      declared,
      label,
      place,
      policy,
      call,
    }));
  }
}

/** Whose token is a class with decorated methods answers to all of them, or taps would get lost: a mock does not. */
function lostIn(key: symbol, wrapper: InstanceWrapper): readonly BootFinding[] {
  const { token } = wrapper;
  const promised: unknown = typeof token === 'function' ? token.prototype : null;
  if (typeof promised !== 'object' || promised === null || isMadeElsewhere(wrapper)) return [];
  const given = prototypeBehind(wrapper);
  if (given === promised) return [];
  const kept = new Set(declaredIn(key, given).map(({ name }) => name));
  const lost = declaredIn(key, promised).filter(({ name }) => !kept.has(name));
  if (lost.length === 0) return [];
  const places = lost.map((found) => ({
    label: labelOf(promised, found),
    place: declarationsOf(key, found.method)[0]?.place ?? '',
  }));
  return [replacedFinding(classNameOf(promised), nameOfGiven(given), places)];
}

/** Another name for a provider of request scope: that one is looked at under its own. */
function isMadeElsewhere(wrapper: InstanceWrapper): boolean {
  return wrapper.isAlias && !wrapper.isDependencyTreeStatic();
}

function nameOfGiven(prototype: object | null): string {
  if (prototype === Object.prototype) return 'a plain object';
  return prototype ? `an object of ${classNameOf(prototype)}` : 'something without methods';
}

function declaredIn(key: symbol, prototype: object | null): readonly PrototypeMethod[] {
  return methodsOf(prototype).filter((method) => isDeclared(key, method));
}

/** Decorated itself, or hiding a method that is: the second is reported. */
function isDeclared(key: symbol, { method, hidden }: PrototypeMethod): boolean {
  return [method, ...hidden].some((one) => declarationsOf(key, one).length > 0);
}

function findingsOf(key: symbol, { prototype }: Host, found: PrototypeMethod): BootFinding[] {
  const label = labelOf(prototype, found);
  const [declaration] = declarationsOf(key, found.method);
  if (!declaration) return [overriddenFinding(label)];
  const finding = httpParameterFinding(prototype, found.name, {
    label,
    place: declaration.place,
  });
  return finding ? [finding] : [];
}

/** What is made once per request has no instance to look at yet, but its class. A factory of such a scope shows nothing. */
function prototypeBehind(wrapper: InstanceWrapper): object | null {
  const instance: unknown = wrapper.instance;
  if (wrapper.isDependencyTreeStatic() && !wrapper.isTransient) {
    return typeof instance === 'object' && instance !== null ? prototypeOf(instance) : null;
  }
  const prototype: unknown = wrapper.inject ? null : wrapper.metatype?.prototype;
  return typeof prototype === 'object' ? prototype : null;
}

function labelOf(prototype: object, { name }: PrototypeMethod): string {
  return typeof name === 'symbol'
    ? `${classNameOf(prototype)}[${name.toString()}]`
    : `${classNameOf(prototype)}.${name}`;
}

function classNameOf(prototype: object): string {
  return prototype.constructor.name || 'anonymous class';
}

function moduleNameOf(wrapper: InstanceWrapper): string {
  return wrapper.host?.name ?? 'a module without a name';
}
