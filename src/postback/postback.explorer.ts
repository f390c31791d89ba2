import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import {
  declaredDefinitions,
  declaredTemplates,
  type EventKind,
  type PayloadDefinition,
  PayloadPattern,
} from '../messaging/index.js';
import { findingsOfDeclared } from './boot-checks/boot-check.js';
import { templateButtons } from './boot-checks/declared-button.js';
import { DeclaredButtons } from './boot-checks/declared-buttons.service.js';
import { BootReport } from './boot-report.js';
import type { DeclaredRoute } from './declared-route.js';
import { HandlerExplorer } from './handler.explorer.js';
import type { BootFinding } from './boot-finding.js';
import { POSTBACK_OPTIONS, type PostbackModuleOptions } from './postback.options.js';
import { PostbackRoutes, type RouteHandler } from './postback.routes.js';
import { type RouteDeclaration, ROUTES } from './route-declaration.js';
import { RoutingTable } from './routing-table.js';
import { UniqueHandlers } from './unique-handlers.js';

/** Walks the decorated methods once, when the application starts, and completes the routing table. */
@Injectable()
export class PostbackExplorer implements OnModuleInit {
  private readonly logger = new Logger(PostbackExplorer.name);

  constructor(
    private readonly explorer: HandlerExplorer,
    private readonly routes: PostbackRoutes,
    private readonly report: BootReport,
    private readonly buttons: DeclaredButtons,
    @Inject(POSTBACK_OPTIONS) private readonly options: PostbackModuleOptions,
  ) {}

  onModuleInit(): void {
    const { handlers, findings } = this.explorer.explore<RouteDeclaration>(ROUTES);
    this.report.add(findings);
    const { conflictPolicy = {} } = this.options;
    const taps = RoutingTable.build<RouteHandler>(handlers.flatMap(tapRoutes), { conflictPolicy });
    const texts = RoutingTable.build<RouteHandler, 'text'>(handlers.flatMap(textRoutes), {
      conflictPolicy,
      words: { text: 'text', event: 'message' },
    });
    for (const { findings: conflicts, shadowed } of [taps, texts])
      this.report.add([...conflicts, ...shadowed]);
    this.routes.complete({
      taps: taps.table,
      texts: texts.table,
      ...this.uniqueHandlers(handlers),
    });
    this.checkDeclared(taps.table);
    this.logger.debug(`routing table\n${String(this.routes)}`);
  }

  private checkDeclared(table: RoutingTable<RouteHandler>): void {
    const { buttonPolicy = 'error' } = this.options;
    if (buttonPolicy === 'off') return;
    this.report.addCheck(() => {
      const buttons = [...this.buttons.all, ...templateButtons(declaredTemplates())];
      const declared = { table, definitions: declaredDefinitions(), buttons };
      return findingsOfDeclared(declared, buttonPolicy);
    });
  }

  private uniqueHandlers(handlers: readonly RouteHandler[]): UniqueRoutes {
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
    const findings: BootFinding[] = [attachments, events, unhandled].flatMap(
      (group) => group.findings,
    );
    this.report.add(findings);
    return {
      attachments: attachments.map,
      events: events.map,
      unhandled: unhandled.map.get('unhandled') ?? null,
    };
  }
}

type UniqueRoutes = Pick<PostbackRoutes['set'], 'attachments' | 'events' | 'unhandled'>;

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
