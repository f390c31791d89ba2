import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule, type Environment, loadEnvironment } from '../config/index.js';
import { GraphModule } from '../graph/index.js';
import type { CliContext } from './cli-context.js';

/**
 * Asks Meta beside the service, by the environment's own pages and tokens: without a port, a database or a log.
 * @param work gets a context with the clients of GraphModule: `meta.get(ProfileClient)`
 * @throws EnvironmentError also where no `META_*` variable is set: the demo's page is nobody's
 */
export async function askMeta<T>(
  variables: CliContext['variables'],
  work: (meta: INestApplicationContext, environment: Environment) => Promise<T>,
): Promise<T> {
  const environment = liveEnvironment(variables);

  @Module({ imports: [ConfigModule.forRoot(environment), GraphModule] })
  class MetaModule {}
  const meta = await NestFactory.createApplicationContext(MetaModule, {
    logger: false,
    abortOnError: false,
  });
  try {
    return await work(meta, environment);
  } finally {
    await meta.close();
  }
}

/** With no variable at all the service would start in demo mode; production has none, and says what is missing. */
function liveEnvironment(variables: CliContext['variables']): Environment {
  const environment = loadEnvironment(variables);
  return environment.mode === 'live'
    ? environment
    : loadEnvironment({ ...variables, NODE_ENV: 'production' });
}
