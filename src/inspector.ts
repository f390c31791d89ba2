import { randomBytes } from 'node:crypto';
import type { DynamicModule, Type } from '@nestjs/common';
import type { Environment } from './config/index.js';
import { ConsoleModule, TraceRecorder, TracesModule } from './console/index.js';
import { DEMO_PAGE_NAME, SIMULATOR_PATH } from './demo.js';

/** Where Vite puts the page, seen from `src` and from `dist`. */
const PAGE_FOLDER = new URL('../dist/console-ui/', import.meta.url);

/** What the inbox needs for the console to hear of events. */
export function inspectionOf(environment: Environment): {
  readonly imports: readonly Type[];
  readonly observers: readonly Type<TraceRecorder>[];
} {
  return hasConsole(environment)
    ? { imports: [TracesModule], observers: [TraceRecorder] }
    : { imports: [], observers: [] };
}

/** The console: in demo mode always, in live mode behind `CONSOLE_TOKEN`; without that nothing is there. */
export function consoleFor(
  environment: Environment,
  inbox: DynamicModule,
  simulator: DynamicModule | null,
): DynamicModule[] {
  if (!hasConsole(environment)) return [];
  const token = tokenFor(environment);
  const { appSecrets, verifyToken, pageTokens } = environment;
  const nameOf = (id: string): string =>
    environment.mode === 'demo' ? DEMO_PAGE_NAME : `Page ${id}`;
  const pages = [...pageTokens.keys()].map((id) => ({ id, name: nameOf(id) }));
  const secrets = [...appSecrets, verifyToken, ...pageTokens.values(), token];
  const options = { token, pages, secrets, simulatorPath: `/${SIMULATOR_PATH}` };
  return [ConsoleModule.forRoot({ ...options, inbox, simulator, pageFolder: PAGE_FOLDER })];
}

function hasConsole({ mode, consoleToken }: Environment): boolean {
  return mode === 'demo' || consoleToken !== undefined;
}

/** Of the demo a new one at each start, so that nothing learnt once opens the console later. */
function tokenFor({ mode, consoleToken }: Environment): string {
  const own = mode === 'live' ? consoleToken : undefined;
  return own ?? randomBytes(32).toString('base64url');
}
