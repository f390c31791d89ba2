import { type Debugger, Session } from 'node:inspector/promises';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { WHO_RUNS } from './watchdog.protocol.js';

const ANSWER_MS = 500;
const FRAMES_MAX = 10;

/** Where the service was started: what is below it is shown without it. */
const HERE = `${pathToFileURL(process.cwd()).href}/`;

/** Where the main thread is, and in whose name. */
export interface StuckAt {
  /** `Class.method`; `null` outside all handlers. */
  readonly handler: string | null;
  /** The event's key. */
  readonly event: string | null;
  readonly attempt: number | null;
  /** The innermost call first. */
  readonly stack: readonly string[];
}

/** The main thread, seen from the watchdog: it can be interrupted in the middle of a loop, as a debugger does it. */
export class MainThread {
  private readonly session = new Session();
  /** Addresses of the modules, by the debugger's numbers for them. */
  private readonly modules = new Map<string, string>();
  private frame: Debugger.CallFrame | null = null;

  constructor() {
    this.session.connectToMainThread();
  }

  /** Holds the thread where it is, until {@link release}. @returns `null` when it is not in JavaScript */
  async interrupt(): Promise<StuckAt | null> {
    const frames = await within(this.pause());
    this.frame = frames?.[0] ?? null;
    if (!frames || !this.frame) return null;
    const who = await within(this.evaluate(`globalThis.${WHO_RUNS}()`));
    const nobody = { handler: null, event: null, attempt: null };
    return { ...nobody, ...parsed(who), stack: this.placesOf(frames) };
  }

  /** Ends the process with this code, if the thread is held. Does not return then. */
  async exit(code: number): Promise<void> {
    if (this.frame) await within(this.evaluate(`process.reallyExit(${code})`));
  }

  release(): void {
    this.session.disconnect();
  }

  private async pause(): Promise<Debugger.CallFrame[]> {
    const paused = new Promise<Debugger.CallFrame[]>((resolve) => {
      this.session.once('Debugger.paused', ({ params }) => resolve(params.callFrames));
    });
    this.session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => {
      this.modules.set(scriptId, url.replace(HERE, ''));
    });
    await this.session.post('Debugger.enable');
    await this.session.post('Debugger.pause');
    return paused;
  }

  private placesOf(frames: readonly Debugger.CallFrame[]): string[] {
    const places = frames.map(({ functionName, location: { scriptId, lineNumber } }) => {
      const module = this.modules.get(scriptId) ?? '';
      return `${functionName || 'anonymous'} (${module}:${lineNumber + 1})`;
    });
    return places.filter((place) => !place.includes('(node:')).slice(0, FRAMES_MAX);
  }

  private async evaluate(expression: string): Promise<unknown> {
    const { callFrameId = '' } = this.frame ?? {};
    const { result } = await this.session.post('Debugger.evaluateOnCallFrame', {
      callFrameId,
      expression,
      returnByValue: true,
    });
    return result.value;
  }
}

function within<T>(work: Promise<T>): Promise<T | null> {
  return Promise.race([work, sleep(ANSWER_MS, null)]).catch(() => null);
}

function parsed(who: unknown): Partial<StuckAt> {
  const value: unknown = typeof who === 'string' ? JSON.parse(who) : null;
  return typeof value === 'object' && value !== null ? value : {};
}
