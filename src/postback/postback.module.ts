import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BootChecks } from './boot-checks/boot-checks.service.js';
import { DeclaredButtons } from './boot-checks/declared-buttons.service.js';
import { BootReport } from './boot-report.js';
import { DeadButtons } from './dead-buttons.service.js';
import { HandlerBinder } from './handler-binder.explorer.js';
import { HandlerExplorer } from './handler.explorer.js';
import { LockKeeper } from './lock/lock-keeper.service.js';
import { PayloadLockfile } from './lock/payload-lockfile.service.js';
import { PostbackDispatcher } from './postback.dispatcher.js';
import { PostbackExplorer } from './postback.explorer.js';
import { PostbackModuleBase } from './postback.options.js';
import { PostbackRoutes } from './postback.routes.js';
import { RouteTables } from './route-tables.service.js';

/** Finds the decorated methods of all modules and brings events to them. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    BootChecks,
    BootReport,
    DeadButtons,
    DeclaredButtons,
    HandlerBinder,
    HandlerExplorer,
    LockKeeper,
    PayloadLockfile,
    PostbackExplorer,
    PostbackRoutes,
    PostbackDispatcher,
    RouteTables,
  ],
  exports: [
    BootReport,
    DeclaredButtons,
    HandlerExplorer,
    LockKeeper,
    PostbackRoutes,
    PostbackDispatcher,
  ],
})
export class PostbackModule extends PostbackModuleBase {}
