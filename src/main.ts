import { Logger } from 'nestjs-pino';
import { createApplication } from './application.js';
import { loadEnvironment } from './config/index.js';
import { demoBanner, demoNotice } from './demo.js';
import { listen } from './listen.js';

/** Kubernetes kills after 30 s; a request that never ends must not make it come to that. */
const STOP_DEADLINE_MS = 25_000;

/** EX_SOFTWARE of sysexits(3), for what nobody foresaw. */
const UNFORESEEN = 70;

/** Errors that keep the service from starting are written for whoever starts it: the message, not the stack. */
function explain(error: unknown): void {
  const exitCode: unknown = error instanceof Error && 'exitCode' in error ? error.exitCode : null;
  if (error instanceof Error && typeof exitCode === 'number') console.error(error.message);
  else console.error(error);
  process.exit(typeof exitCode === 'number' ? exitCode : UNFORESEEN);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref());
}

try {
  const environment = loadEnvironment(process.env);
  if (environment.mode === 'demo') process.stdout.write(demoNotice(environment));
  const app = await createApplication(environment);
  await listen(app, environment);
  app.get(Logger).log(`listening on ${environment.localUrl}`);
  if (environment.mode === 'demo') process.stdout.write(demoBanner(environment));
} catch (error) {
  explain(error);
}
