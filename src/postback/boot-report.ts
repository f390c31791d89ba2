import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { BootFinding } from './boot-finding.js';
import { printFindings } from './boot-report.printer.js';
import { BootReportError } from './postback.errors.js';

/**
 * Collects what the explorers find in `onModuleInit` and stops the start with all of it at once.
 * Runs before the inbox begins to work, because Nest runs the hooks of global modules first and PostbackModule is one.
 */
@Injectable()
export class BootReport implements OnApplicationBootstrap {
  private readonly logger = new Logger(BootReport.name);
  private readonly findings: BootFinding[] = [];
  private readonly checks: (() => readonly BootFinding[])[] = [];

  add(findings: readonly BootFinding[]): void {
    this.findings.push(...findings);
  }

  /** @param check runs when every `onModuleInit` has run, and may rely on what they found */
  addCheck(check: () => readonly BootFinding[]): void {
    this.checks.push(check);
  }

  /** Everything found so far, with what the checks find now. */
  collect(): readonly BootFinding[] {
    return [...this.findings, ...this.checks.flatMap((check) => check())];
  }

  /** @throws BootReportError */
  onApplicationBootstrap(): void {
    const findings = this.collect();
    if (findings.some(({ severity }) => severity === 'error')) throw new BootReportError(findings);
    if (findings.length > 0)
      this.logger.warn(`the service starts, with warnings\n\n${printFindings(findings)}`);
  }
}
