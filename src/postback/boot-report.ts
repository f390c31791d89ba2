import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { type BootFinding, BootReportError } from './postback.errors.js';

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
    const errors = this.findings.filter(({ severity }) => severity === 'error');
    for (const { severity, message } of this.findings) {
      if (severity === 'warn') this.logger.warn(message);
    }
    if (errors.length > 0) throw new BootReportError(errors);
  }
}
