import { writeSync } from 'node:fs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { running } from './inbox/index.js';
import { FloatingErrors, Watchdog } from './observability/index.js';
import { Shutdown } from './shutdown.js';
import { DiskSpace, Store } from './store/index.js';

/** EX_SOFTWARE of sysexits(3). */
const UNFORESEEN = 70;

/** After an error that nobody foresaw nothing is certain any more: a short time to finish. */
const AFTER_ERROR = { askAfterMs: 0, leaveAfterMs: 5_000 };

const STDERR = 2;

/** Sees to it that the process ends when it should, as it should, and not otherwise. To be called once it listens. */
export function supervise(app: NestExpressApplication): void {
  const shutdown = new Shutdown(app);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => shutdown.onSignal());
  catchErrors(app, shutdown);
  app.get(Store).onBroken((exitCode) => shutdown.fail(exitCode));
  void app.get(DiskSpace).start();
  process.on('exit', nameWhoExits);
  Watchdog.start();
}

/** A handler that leaves an error behind has returned long since: the process is sound. Any other error nobody foresaw. */
function catchErrors(app: NestExpressApplication, shutdown: Shutdown): void {
  const floating = app.get(FloatingErrors);
  const logger = app.get(Logger);
  const take = (err: unknown): void => {
    const left = running();
    if (left) {
      floating.tell(err, left);
    } else {
      logger.fatal({ msg: 'an error that nobody foresaw; the service stops', err });
      shutdown.drainOnce({ code: UNFORESEEN, handlers: AFTER_ERROR });
    }
  };
  process.on('unhandledRejection', take);
  process.on('uncaughtException', take);
}

/** `process.exit()` in a handler counts as a death over its event; without this nobody would know why. */
function nameWhoExits(exitCode: number): void {
  const left = running();
  if (!left) return;
  const msg = 'a handler ended the process, as by process.exit(); its event is handled again';
  const line = { level: 60, time: Date.now(), pid: process.pid, ...left, exitCode, msg };
  writeSync(STDERR, `${JSON.stringify(line)}\n`);
}
