import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Environment } from '../config/index.js';

/** Logs: one JSON line each, readable lines in demo mode. Requests are not logged; events are, by key. */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [Environment],
      useFactory: ({ logLevel, mode }: Environment) => ({
        pinoHttp: {
          level: logLevel,
          autoLogging: false,
          quietReqLogger: true,
          ...(mode === 'demo' && {
            transport: { target: 'pino-pretty', options: { singleLine: true, ignore: 'pid,hostname' } },
          }),
        },
      }),
    }),
  ],
})
export class ObservabilityModule {}
