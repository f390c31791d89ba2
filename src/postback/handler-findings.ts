import { ROUTE_ARGS_METADATA } from '@nestjs/common/internal';
import { type BootFinding, bootFinding, type FindingPlace } from './boot-finding.js';

/** One class provided by two modules: both instances would claim its patterns. */
export function providedTwiceFinding(className: string, modules: readonly string[]): BootFinding {
  return bootFinding({
    code: 'HANDLER_PROVIDED_TWICE',
    severity: 'error',
    problem: `${className} is provided twice, by ${modules.join(' and ')}, so that a tap would have two handlers.`,
    places: [],
    mend: 'Provide it in one module, export it there and import that module; or name it a second time with useExisting.',
  });
}

/** A subclass that overrides a decorated method takes its route away without a word. */
export function overriddenFinding(label: string): BootFinding {
  return bootFinding({
    code: 'HANDLER_OVERRIDDEN',
    severity: 'error',
    problem: `${label} overrides a decorated method without a decorator, so that its taps would be unhandled.`,
    places: [],
    mend: 'Repeat the decorator on the overriding method, or rename it.',
  });
}

/** A mock in the place of a class with decorated methods takes all their routes away without a word. */
export function replacedFinding(
  className: string,
  replacement: string,
  handlers: readonly FindingPlace[],
): BootFinding {
  return bootFinding({
    code: 'HANDLER_REPLACED',
    severity: 'error',
    problem: `${className} is replaced by ${replacement}, which lacks its decorated methods, so that their taps would be unhandled.`,
    places: handlers,
    mend:
      'Override what the handlers depend on, not the handlers: overrideProvider(Prices).useValue(fake). ' +
      `To change the handlers themselves, give useClass a class that extends ${className}.`,
  });
}

/** `@Body()`, `@Query()` and the like belong to HTTP; on a handler they would be undefined. */
export function httpParameterFinding(
  prototype: object,
  name: string | symbol,
  handler: FindingPlace,
): BootFinding | null {
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, prototype.constructor, name);
  const keys = typeof parameters === 'object' && parameters !== null ? Object.keys(parameters) : [];
  if (keys.every((key) => !/^\d+:\d+$/.test(key))) return null;
  return bootFinding({
    code: 'HANDLER_HTTP_PARAMETER',
    severity: 'error',
    problem:
      'a handler takes a parameter from HTTP (@Body(), @Query(), @Param() …), but a tap is no request.',
    places: [handler],
    mend: 'Use @PayloadData(), @PayloadParam(), @Payload(), @Psid(), @Referral() or @CurrentTap().',
  });
}
