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

  add(findings: readonly BootFinding[]): void {
    this.findings.push(...findings);
  }

  /** @throws BootReportError */
  onApplicationBootstrap(): void {
    if (this.findings.length === 0) return;
    if (this.findings.some(({ severity }) => severity === 'error'))
      throw new BootReportError(this.findings);
    this.logger.warn(`the service starts, with warnings\n\n${printFindings(this.findings)}`);
  }
}
