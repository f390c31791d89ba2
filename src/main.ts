import { Logger } from 'nestjs-pino';
import { createApplication } from './application.js';
import { loadEnvironment } from './config/index.js';
import { demoBanner, demoNotice } from './demo.js';
import { listen } from './listen.js';
import { supervise } from './supervision.js';

/** EX_SOFTWARE of sysexits(3), for what nobody foresaw. */
const UNFORESEEN = 70;

/** Errors that keep the service from starting are written for whoever starts it: the message, not the stack. */
function explain(error: unknown): void {
  const exitCode: unknown = error instanceof Error && 'exitCode' in error ? error.exitCode : null;
  if (error instanceof Error && typeof exitCode === 'number') console.error(error.message);
  else console.error(error);
  process.exit(typeof exitCode === 'number' ? exitCode : UNFORESEEN);
}

try {
  const environment = loadEnvironment(process.env);
  if (environment.mode === 'demo') process.stdout.write(demoNotice(environment));
  const app = await createApplication(environment);
  await listen(app, environment);
  supervise(app);
  app.get(Logger).log(`listening on ${environment.localUrl}`);
  if (environment.mode === 'demo') process.stdout.write(demoBanner(environment));
} catch (error) {
  explain(error);
}
