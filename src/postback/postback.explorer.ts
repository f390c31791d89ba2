import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { BootChecks } from './boot-checks/boot-checks.service.js';
import { BootReport } from './boot-report.js';
import { HandlerExplorer } from './handler.explorer.js';
import { PostbackRoutes } from './postback.routes.js';
import { type RouteDeclaration, ROUTES } from './route-declaration.js';
import { RouteTables } from './route-tables.service.js';

/** Walks the decorated methods once, when the application starts, and completes the routing table. */
@Injectable()
export class PostbackExplorer implements OnModuleInit {
  private readonly logger = new Logger(PostbackExplorer.name);

  constructor(
    private readonly explorer: HandlerExplorer,
    private readonly tables: RouteTables,
    private readonly routes: PostbackRoutes,
    private readonly report: BootReport,
    private readonly checks: BootChecks,
  ) {}

  onModuleInit(): void {
    const { handlers, findings } = this.explorer.explore<RouteDeclaration>(ROUTES);
    const built = this.tables.build(handlers);
    this.report.add([...findings, ...built.findings]);
    this.routes.complete(built.set);
    this.checks.watch(built.set.live);
    this.logger.debug(`routing table\n${String(this.routes)}`);
  }
}
