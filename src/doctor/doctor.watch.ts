import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Environment } from '../config/index.js';
import { Clock } from '../store/index.js';
import { type Diagnosis, type Finding, isAlarming } from './diagnosis.js';
import { Doctor } from './doctor.service.js';

/** By then the service listens, and its own webhook answers. */
const FIRST_AFTER_MS = 2_000;
const SECOND_AFTER_MS = 60_000;
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
    @Inject(Doctor) private readonly doctor: Pick<Doctor, 'examine'>,
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
    let afterMs = EVERY_MS;
    try {
      const diagnosis = await this.doctor.examine();
      const isFirst = this.found === null;
      const findings = diagnosis.findings.filter(isAlarming);
      // Who balances the load sends nothing here yet: what the webhook seems to lack may come in a minute.
      const settled = isFirst ? findings.filter(({ rule }) => !isOfWebhook(rule)) : findings;
      if (settled.length < findings.length) afterMs = SECOND_AFTER_MS;
      if (!this.isOver) this.tell(settled, diagnosis.unchecked);
    } catch (error) {
      if (!this.isOver) this.logger.error({ msg: 'the examination failed', err: error });
    }
    if (!this.isOver) this.next(afterMs);
  }

  /** What could not be checked this time stays as it was. */
  private tell(findings: readonly Finding[], unchecked: Diagnosis['unchecked']): void {
    const before = this.found ?? [];
    const isUnchecked = ({ rule, page }: Finding): boolean =>
      unchecked.some((one) => one.rule === rule && one.page === page);
    const kept = before.filter((finding) => isUnchecked(finding) && !isAmong(findings, finding));
    this.found = [...findings, ...kept];
    for (const finding of findings) if (!isAmong(before, finding)) this.warn(finding);
    for (const { rule, page, about } of before.filter((one) => !isAmong(this.found ?? [], one)))
      this.logger.log({ msg: 'what the doctor found is mended', ...namesOf(rule, page, about) });
  }

  private warn({ rule, page, about, severity, seen, means, mend }: Finding): void {
    const facts = { ...namesOf(rule, page, about), severity, seen, means, mend };
    this.logger.warn({ msg: 'the doctor found something', ...facts });
  }
}

function namesOf(rule: string, page: string | null, about: string): Record<string, string> {
  return { rule, ...(page !== null && { page }), ...(about !== '' && { about }) };
}

function isOfWebhook(rule: string): boolean {
  return rule.startsWith('callback-');
}

/** `seen` may hold figures that change. */
function isAmong(findings: readonly Finding[], { rule, page, about }: Finding): boolean {
  return findings.some((one) => one.rule === rule && one.page === page && one.about === about);
}
