import { Injectable, Logger } from '@nestjs/common';
import { type Brake, type GraphError, type SendReceipt } from '../graph/index.js';
import { Clock } from '../store/index.js';
import { Jitter } from './jitter.js';
import { PageGate, type Pause, type PauseReason } from './page-gate.js';
import type { Lane, PageLane } from './page-queue.js';
import { SendLimits } from './send-limits.js';
import { SendPace } from './send-pace.js';

interface Page extends Readonly<Record<Lane, SendPace>> {
  readonly gate: PageGate;
}

/** What pages may send now: whether, to how many people at once, and how fast. Forgotten at a restart, which so tries again. */
@Injectable()
export class PageGates {
  private readonly logger = new Logger(PageGates.name);
  private readonly pages = new Map<string, Page>();
  /** Over every page of the app. */
  private readonly app: PageGate;

  constructor(
    private readonly clock: Clock,
    private readonly jitter: Jitter,
    private readonly limits: SendLimits,
  ) {
    this.app = new PageGate(jitter);
  }

  /** How many more conversations may be begun now. @param begun how many are that {@link began} has not been told of */
  admit({ pageId, lane }: PageLane, begun: number): number {
    const now = this.clock.now();
    if (this.pauseOf(pageId)) return 0;
    const page = this.page(pageId);
    return Math.min(page.gate.free(now) - begun, page[lane].available(now));
  }

  /** When something of this kind may be sent again, in milliseconds since 1970: now, unless something is in the way. */
  openAt({ pageId, lane }: PageLane): number {
    return this.pauseOf(pageId)?.until ?? this.page(pageId)[lane].nextAt(this.clock.now());
  }

  /** Takes what a send costs. @returns whether it may be made now */
  take({ pageId, lane }: PageLane): boolean {
    const now = this.clock.now();
    if (this.pauseOf(pageId)) return false;
    const pace = this.page(pageId)[lane];
    if (pace.available(now) === 0) return false;
    pace.take(now);
    return true;
  }

  /** Why a page sends nothing now: its own pause, or the app's. */
  pauseOf(pageId: string): Pause | null {
    const now = this.clock.now();
    const own = this.page(pageId).gate.pausedAt(now);
    const app = this.app.pausedAt(now);
    return own && app ? (own.until < app.until ? app : own) : (own ?? app);
  }

  /** The pause of a page that no success has ended yet, even when its time is over. */
  heldOf(pageId: string): Pause | null {
    return this.pauseOf(pageId) ?? this.page(pageId).gate.held;
  }

  /** Pages that were sent to since the start. */
  get known(): readonly string[] {
    return [...this.pages.keys()];
  }

  /** Whether something could be sent now. */
  isOpen({ pageId, lane }: PageLane): boolean {
    return !this.pauseOf(pageId) && this.page(pageId)[lane].available(this.clock.now()) > 0;
  }

  began(pageId: string): void {
    this.page(pageId).gate.began();
  }

  ended(pageId: string): void {
    this.page(pageId).gate.ended();
  }

  /** Ends the pause of a page; one of the whole app stays. */
  resume(pageId: string): void {
    this.page(pageId).gate.resume();
  }

  restrict(pageId: string): void {
    this.pause(pageId, 'restricted');
  }

  /** Meta took a message. */
  took(pageId: string, { brakes }: SendReceipt): void {
    this.worked(pageId);
    this.brake(pageId, brakes);
  }

  /** Meta did not take a message, or nobody knows. @returns whether that is the page's matter, and not this message's */
  refused(pageId: string, error: GraphError): boolean {
    this.brake(pageId, error.brakes);
    const why = REASONS[error.verdict];
    if (why !== undefined) {
      this.pause(pageId, why);
      return true;
    }
    if (isTrouble(error)) return this.stumbled(pageId) && error.verdict === 'retry';
    if (!error.throttled) this.worked(pageId);
    return error.throttled;
  }

  private worked(pageId: string): void {
    const now = this.clock.now();
    this.app.worked(now);
    if (this.page(pageId).gate.worked(now)) this.logger.log({ msg: 'a page sends again', pageId });
  }

  /** @returns whether the page pauses because of it */
  private stumbled(pageId: string): boolean {
    const pause = this.page(pageId).gate.stumbled(this.clock.now());
    this.tell(pageId, pause);
    return pause !== null;
  }

  private brake(pageId: string, brakes: readonly Brake[]): void {
    const now = this.clock.now();
    for (const { scope, waitMs } of brakes) {
      if (scope === 'page') {
        this.tell(pageId, this.page(pageId).gate.pause('limit', now, waitMs));
      } else {
        this.tell('all', this.app.pause('limit', now, waitMs));
        for (const { gate } of this.pages.values()) gate.beCareful(); // Or all come back at once.
      }
    }
  }

  private pause(pageId: string, why: PauseReason): void {
    this.tell(pageId, this.page(pageId).gate.pause(why, this.clock.now()));
  }

  private tell(pageId: string, pause: Pause | null): void {
    if (!pause) return;
    const facts = { pageId, why: pause.why, until: new Date(pause.until).toISOString() };
    const msg = `a page pauses, its replies wait: ${WORDS[pause.why]}`;
    if (pause.why === 'restricted') this.logger.error({ msg, ...facts });
    else this.logger.warn({ msg, ...facts });
  }

  private page(pageId: string): Page {
    const known = this.pages.get(pageId);
    if (known) return known;
    const page = {
      gate: new PageGate(this.jitter),
      text: new SendPace(this.limits.text),
      media: new SendPace(this.limits.media),
    };
    this.pages.set(pageId, page);
    return page;
  }
}

/** Verdicts on the page. */
const REASONS: Readonly<Partial<Record<GraphError['verdict'], PauseReason>>> = {
  token: 'token',
  page: 'restricted',
};

/** Nothing was heard from Meta that makes sense. */
function isTrouble({ verdict, httpStatus }: GraphError): boolean {
  return verdict === 'unknown' || (verdict === 'retry' && httpStatus === null);
}

const WORDS = {
  token:
    'Meta does not take its token. Put a token with pages_messaging into META_PAGE_TOKENS; check META_APP_SECRET too',
  restricted: 'Meta restricts what it may send. See Page Quality',
  limit: 'there were too many calls',
  outage: 'Meta gives no sensible answers',
} as const satisfies Record<Pause['why'], string>;
