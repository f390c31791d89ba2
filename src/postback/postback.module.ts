import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DeclaredButtons } from './boot-checks/declared-buttons.service.js';
import { BootReport } from './boot-report.js';
import { DeadButtons } from './dead-buttons.service.js';
import { HandlerBinder } from './handler-binder.explorer.js';
import { HandlerExplorer } from './handler.explorer.js';
import { PostbackDispatcher } from './postback.dispatcher.js';
import { PostbackExplorer } from './postback.explorer.js';
import { PostbackModuleBase } from './postback.options.js';
import { PostbackRoutes } from './postback.routes.js';

/** Finds the decorated methods of all modules and brings events to them. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    BootReport,
    DeadButtons,
    DeclaredButtons,
    HandlerBinder,
    HandlerExplorer,
    PostbackExplorer,
    PostbackRoutes,
    PostbackDispatcher,
  ],
  exports: [BootReport, DeclaredButtons, HandlerExplorer, PostbackRoutes, PostbackDispatcher],
})
export class PostbackModule extends PostbackModuleBase {}
