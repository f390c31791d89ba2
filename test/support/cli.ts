import {
  type DynamicModule,
  type INestApplicationContext,
  Module,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CliContext } from '../../src/cli/cli-context.js';
import { runTapline } from '../../src/cli/index.js';
import { ConfigModule } from '../../src/config/index.js';
import { PostbackModule } from '../../src/postback/index.js';
import { ReferralModule } from '../../src/referral/index.js';
import { StoreModule } from '../../src/store/index.js';

export interface CliRun {
  readonly code: number;
  readonly written: string;
  readonly complaints: string;
}

export interface CliHow extends Pick<CliContext, 'ask' | 'time'> {
  /** The SQLite file. */
  readonly database: string;
  readonly providers?: readonly Type[];
  readonly imports?: readonly (Type | DynamicModule)[];
  readonly width?: number;
  /** Beside the database. */
  readonly variables?: CliContext['variables'];
  readonly isTerminal?: boolean;
}

/** Runs `tapline` in this process, over an application of these handlers. */
export async function runCli(
  args: readonly string[],
  {
    database,
    providers = [],
    imports = [],
    width = 80,
    variables,
    isTerminal = false,
    ...context
  }: CliHow,
): Promise<CliRun> {
  let written = '';
  let complaints = '';
  const code = await runTapline(args, {
    ...context,
    variables: { STORE_URL: `sqlite:${database}`, ...variables },
    create: (environment): Promise<INestApplicationContext> => {
      @Module({
        imports: [
          ConfigModule.forRoot(environment),
          StoreModule,
          PostbackModule.forRoot({}),
          ReferralModule,
          ...imports,
        ],
        providers: [...providers],
      })
      class AppModule {}
      return NestFactory.create(AppModule, { logger: false, abortOnError: false });
    },
    output: {
      write: (text) => void (written += text),
      writeError: (text) => void (complaints += text),
      width,
      isTerminal,
    },
  });
  return { code, written, complaints };
}
