import { Injectable } from '@nestjs/common';
import type { EventKind } from '../messaging/index.js';
import type { DeclaredHandler } from './handler.explorer.js';
import { RoutesNotExploredError } from './postback.errors.js';
import { wordsOf } from './redact-payload.js';
import type { RouteDeclaration } from './route-declaration.js';
import { RoutingTable } from './routing-table.js';

export type RouteHandler = DeclaredHandler<RouteDeclaration>;

/** Everything the explorer found, as the dispatcher asks for it. */
export interface RouteSet {
  /** Of handlers, and of the payloads that the lock retires. */
  readonly taps: RoutingTable<RouteHandler>;
  /** Of handlers alone. */
  readonly live: RoutingTable<RouteHandler>;
  readonly texts: RoutingTable<RouteHandler, 'text'>;
  /** By Meta's type; `null` is the handler for all others. */
  readonly attachments: ReadonlyMap<string | null, RouteHandler>;
  readonly events: ReadonlyMap<EventKind, RouteHandler>;
  readonly unhandled: RouteHandler | null;
}

/** The routing table of the application, complete once `onModuleInit` hooks have run. Print it with `String(routes)`. */
@Injectable()
export class PostbackRoutes {
  private found: RouteSet | null = null;
  private known: ReadonlySet<string> = new Set();

  /** @throws RoutesNotExploredError before `onModuleInit` hooks have run */
  get set(): RouteSet {
    if (this.found) return this.found;
    throw new RoutesNotExploredError();
  }

  /** The words that the patterns of taps are made of. */
  get words(): ReadonlySet<string> {
    return this.known;
  }

  complete(found: RouteSet): void {
    this.found = Object.freeze(found);
    this.known = wordsOf(found.taps.routes.map(({ pattern }) => pattern.source));
  }

  toString(): string {
    const { taps, texts } = this.set;
    const tables = [taps, texts].filter(({ routes }) => routes.length > 0);
    return tables.map(String).join('\n\n');
  }
}
