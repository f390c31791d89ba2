import { Inject, Injectable } from '@nestjs/common';
import { declaredDefinitions, declaredTemplates } from '../../messaging/index.js';
import type { BootFinding } from '../boot-finding.js';
import { BootReport } from '../boot-report.js';
import { absentLockFinding, lockFindings } from '../lock/lock-findings.js';
import { PayloadLockfile } from '../lock/payload-lockfile.service.js';
import { POSTBACK_OPTIONS, type PostbackModuleOptions } from '../postback.options.js';
import type { RoutingTable } from '../routing-table.js';
import { type Declared, findingsOfDeclared } from './boot-check.js';
import { retiredButtons, templateButtons } from './declared-button.js';
import { DeclaredButtons } from './declared-buttons.service.js';

/** Holds what can be tapped against the handlers, once every module has said what it has. */
@Injectable()
export class BootChecks {
  constructor(
    private readonly buttons: DeclaredButtons,
    private readonly report: BootReport,
    private readonly lockfile: PayloadLockfile,
    @Inject(POSTBACK_OPTIONS) private readonly options: PostbackModuleOptions,
  ) {}

  /** @param live the routes of handlers, without those that the lock retires */
  watch(live: RoutingTable<unknown>): void {
    const { buttonPolicy = 'error' } = this.options;
    if (buttonPolicy === 'off') return;
    this.report.addCheck(() => [
      ...findingsOfDeclared(this.declared(live), buttonPolicy),
      ...this.brokenPromises(live, buttonPolicy),
    ]);
  }

  /** Everything that can be tapped. Complete when every `onModuleInit` has run. */
  declared(table: RoutingTable<unknown>): Declared {
    const buttons = [
      ...this.buttons.all,
      ...templateButtons(declaredTemplates()),
      ...retiredButtons(this.lockfile.read(), this.lockfile.path ?? ''),
    ];
    return { table, definitions: declaredDefinitions(), buttons };
  }

  /** That a handler has another name is worth a word at the start, not a service that is down. `tapline payloads check` is stricter. */
  private brokenPromises(
    live: RoutingTable<unknown>,
    unanswered: BootFinding['severity'],
  ): readonly BootFinding[] {
    const { path } = this.lockfile;
    if (path === null) return [];
    if (this.lockfile.isAbsent) return [absentLockFinding(path)];
    const severities = { unanswered, rerouted: 'warn' } as const;
    return lockFindings(this.lockfile.read(), this.declared(live), path, severities);
  }
}
