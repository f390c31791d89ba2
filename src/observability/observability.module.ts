import { Module } from '@nestjs/common';
import { LoggerModule, type Params } from 'nestjs-pino';
import { PinoPretty } from 'pino-pretty';
import { Environment } from '../config/index.js';
import { FloatingErrors } from './floating-errors.service.js';
import { LoopLag } from './loop-lag.service.js';

/** Nest tells here, a line each, about every module and every route it sets up. */
const NEST_SETUP: ReadonlySet<unknown> = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);
const INFO = 30;

/** Logs: one JSON line each, readable lines in demo mode. Requests are not logged; events are, by their keys. */
@Module({
  imports: [LoggerModule.forRootAsync({ inject: [Environment], useFactory: logsOf })],
  providers: [FloatingErrors, LoopLag],
  exports: [FloatingErrors, LoopLag],
})
export class ObservabilityModule {}

function logsOf({ logLevel, mode }: Environment): Params {
  const options = {
    level: logLevel,
    autoLogging: false,
    hooks: { logMethod: withoutNestSetup(logLevel) },
  };
  const readable = PinoPretty({ singleLine: true, sync: true, ignore: 'pid,hostname,context' });
  return { pinoHttp: mode === 'demo' ? [options, readable] : options, forRoutes: [] };
}

type LogMethod = NonNullable<NonNullable<import('pino').LoggerOptions['hooks']>['logMethod']>;

function withoutNestSetup(logLevel: string): LogMethod {
  const showAll = logLevel === 'debug' || logLevel === 'trace';
  return function logUnlessSetup(args, method, level) {
    const [first]: unknown[] = args;
    const context =
      typeof first === 'object' && first !== null && 'context' in first ? first.context : null;
    if (showAll || level > INFO || !NEST_SETUP.has(context)) method.apply(this, args);
  };
}
