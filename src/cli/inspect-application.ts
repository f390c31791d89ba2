import type { INestApplicationContext } from '@nestjs/common';
import { loadEnvironment } from '../config/index.js';
import { BootReportError } from '../postback/index.js';
import type { CliContext } from './cli-context.js';

/**
 * Looks at the application as it would start, without Meta, a port or the service's database: the routes are found, the boot
 * report's errors stop nothing here, and everything is closed again.
 */
export async function inspectApplication<T>(
  { create, variables }: CliContext,
  look: (application: INestApplicationContext) => T | Promise<T>,
): Promise<T> {
  const application = await create(loadEnvironment(withoutMeta(variables)));
  try {
    await untilBootReport(application);
    return await look(application);
  } finally {
    await application.close();
  }
}

/** The demo's variables, and those that features have of their own. */
function withoutMeta(variables: CliContext['variables']): CliContext['variables'] {
  const own = Object.entries(variables).filter(
    ([name]) => !name.startsWith('META_') && !OURS.has(name),
  );
  return { ...Object.fromEntries(own), STORE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };
}

const OURS: ReadonlySet<string> = new Set(['NODE_ENV', 'HOST', 'PORT']);

async function untilBootReport(application: INestApplicationContext): Promise<void> {
  try {
    await application.init();
  } catch (error) {
    if (!(error instanceof BootReportError)) throw error;
  }
}
