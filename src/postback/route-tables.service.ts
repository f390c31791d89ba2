import { Inject, Injectable } from '@nestjs/common';
import { type EventKind, type PayloadDefinition, PayloadPattern } from '../messaging/index.js';
import type { BootFinding } from './boot-finding.js';
import type { DeclaredRoute } from './declared-route.js';
import { PayloadLockfile } from './lock/payload-lockfile.service.js';
import { retiredRoutes } from './lock/retired-routes.js';
import { POSTBACK_OPTIONS, type PostbackModuleOptions } from './postback.options.js';
import type { RouteHandler, RouteSet } from './postback.routes.js';
import { RoutingTable, type RoutingTableBuild } from './routing-table.js';
import { UniqueHandlers } from './unique-handlers.js';

interface Built {
  readonly set: RouteSet;
  readonly findings: readonly BootFinding[];
}

type Part<Keys extends keyof RouteSet> = {
  readonly routes: Pick<RouteSet, Keys>;
  readonly findings: readonly BootFinding[];
};

/** Makes tables of handlers, as the dispatcher asks for them, and says what is wrong with them. */
@Injectable()
export class RouteTables {
  constructor(
    private readonly lockfile: PayloadLockfile,
    @Inject(POSTBACK_OPTIONS) private readonly options: PostbackModuleOptions,
  ) {}

  /** @throws PayloadLockError */
  build(handlers: readonly RouteHandler[]): Built {
    const parts = [this.taps(handlers), this.texts(handlers), uniqueHandlers(handlers)] as const;
    const [taps, texts, unique] = parts;
    return {
      set: { ...taps.routes, ...texts.routes, ...unique.routes },
      findings: parts.flatMap(({ findings }) => findings),
    };
  }

  private taps(handlers: readonly RouteHandler[]): Part<'taps' | 'live'> {
    const { conflictPolicy = {} } = this.options;
    const live = handlers.flatMap(tapRoutes);
    const retired = retiredRoutes(this.lockfile.read(), this.lockfile.path ?? '', live);
    const all = RoutingTable.build<RouteHandler>([...live, ...retired], { conflictPolicy });
    const table = retired.length > 0 ? RoutingTable.build<RouteHandler>(live).table : all.table;
    return { routes: { taps: all.table, live: table }, findings: findingsOf(all) };
  }

  private texts(handlers: readonly RouteHandler[]): Part<'texts'> {
    const { conflictPolicy = {} } = this.options;
    const words = { text: 'text', event: 'message' };
    const built = RoutingTable.build(handlers.flatMap(textRoutes), { conflictPolicy, words });
    return { routes: { texts: built.table }, findings: findingsOf(built) };
  }
}

function findingsOf<T, K extends string>({
  findings,
  shadowed,
}: RoutingTableBuild<T, K>): readonly BootFinding[] {
  return [...findings, ...shadowed];
}

function uniqueHandlers(
  handlers: readonly RouteHandler[],
): Part<'attachments' | 'events' | 'unhandled'> {
  const attachments = new UniqueHandlers<string | null>(
    (type) => `attachments of type ${type ?? 'any'}`,
  );
  const events = new UniqueHandlers<EventKind>((kind) => `${kind} events`);
  const unhandled = new UniqueHandlers<'unhandled'>(() => 'unhandled taps');
  for (const handler of handlers) {
    const { declared } = handler;
    if (declared.on === 'attachment') attachments.add(declared.type, handler);
    if (declared.on === 'event') events.add(declared.kind, handler);
    if (declared.on === 'unhandled') unhandled.add('unhandled', handler);
  }
  return {
    routes: {
      attachments: attachments.map,
      events: events.map,
      unhandled: unhandled.map.get('unhandled') ?? null,
    },
    findings: [attachments, events, unhandled].flatMap(({ findings }) => findings),
  };
}

function tapRoutes(handler: RouteHandler): DeclaredRoute<RouteHandler>[] {
  const { declared } = handler;
  if (declared.on !== 'tap') return [];
  return declared.patterns.flatMap((like) =>
    patternsOf(like).map((pattern) => ({
      pattern,
      definition: typeof like === 'string' ? null : like,
      kinds: declared.kinds,
      handler,
      target: handler,
    })),
  );
}

/** A definition is received in all its versions. */
function patternsOf(like: string | PayloadDefinition): readonly PayloadPattern[] {
  return typeof like === 'string' ? [PayloadPattern.parse(like)] : [like.pattern, ...like.accepted];
}

function textRoutes(handler: RouteHandler): DeclaredRoute<RouteHandler, 'text'>[] {
  const { declared } = handler;
  if (declared.on !== 'text') return [];
  const pattern = PayloadPattern.parse(declared.pattern);
  return [{ pattern, definition: null, kinds: ['text'], handler, target: handler }];
}
