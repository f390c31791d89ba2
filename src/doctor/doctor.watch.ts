import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Environment } from '../config/index.js';
import { Clock } from '../store/index.js';
import { type Finding, isAlarming } from './diagnosis.js';
import { Doctor } from './doctor.service.js';

/** By then the service listens, and its own webhook answers. */
const FIRST_AFTER_MS = 2_000;
const EVERY_MS = 15 * 60_000;

/**
 * Examines the service soon after its start and every 15 minutes, and logs what is new. Needs META_APP_ID; the demo's stand-in
 * needs no doctor.
 */
@Injectable()
export class DoctorWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DoctorWatch.name);
  private found: readonly Finding[] | null = null;
  private callOff = (): void => undefined;
  private isOver = false;

  constructor(
    private readonly doctor: Doctor,
    private readonly environment: Environment,
    private readonly clock: Clock,
  ) {}

  /** What somebody has to mend, by the last examination; `null` before the first one. */
  get alarms(): readonly Finding[] | null {
    return this.found;
  }

  onApplicationBootstrap(): void {
    const { mode, appId } = this.environment;
    if (mode === 'demo') return;
    if (appId !== undefined) return this.next(FIRST_AFTER_MS);
    this.logger.log('META_APP_ID is not set: nobody looks after the subscriptions');
  }

  onApplicationShutdown(): void {
    this.isOver = true;
    this.callOff();
  }

  private next(afterMs: number): void {
    this.callOff = this.clock.timer(afterMs, () => void this.examine());
  }

  /** Never rejects. */
  private async examine(): Promise<void> {
    try {
      const { findings } = await this.doctor.examine();
      if (!this.isOver) this.tell(findings.filter(isAlarming));
    } catch (error) {
      if (!this.isOver) this.logger.error({ msg: 'the examination failed', err: error });
    }
    if (!this.isOver) this.next(EVERY_MS);
  }

  private tell(findings: readonly Finding[]): void {
    const before = this.found ?? [];
    this.found = findings;
    for (const finding of findings) if (!isAmong(before, finding)) this.warn(finding);
    for (const { rule, page } of before.filter((finding) => !isAmong(findings, finding)))
      this.logger.log({ msg: 'what the doctor found is mended', rule, ...(page && { page }) });
  }

  private warn({ rule, page, severity, seen, means, mend }: Finding): void {
    const about = { rule, ...(page && { page }), severity, seen, means, mend };
    this.logger.warn({ msg: 'the doctor found something', ...about });
  }
}

function isAmong(findings: readonly Finding[], { rule, page, seen }: Finding): boolean {
  return findings.some((one) => one.rule === rule && one.page === page && one.seen === seen);
}
