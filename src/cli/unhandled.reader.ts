import { loadEnvironment } from '../config/index.js';
import { readUnhandled, type UnhandledTaps } from '../inbox/index.js';
import { openForReading } from '../store/index.js';
import type { CliContext } from './cli-context.js';

/**
 * Reads the service's database, whether or not the service runs.
 * @throws EnvironmentError, StoreOpenError
 */
export async function readUnhandledTaps(
  variables: CliContext['variables'],
): Promise<readonly UnhandledTaps[]> {
  const store = openForReading(loadEnvironment(variables));
  try {
    return await readUnhandled(store);
  } finally {
    await store.close();
  }
}
