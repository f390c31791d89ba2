import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { type Environment, loadEnvironment } from './config/index.js';
import { demoBanner } from './simulator.wiring.js';

/** A slow client must not keep a connection: faults.md, row I23. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;

async function start(environment: Environment): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.for(environment), {
    abortOnError: false,
    bodyParser: false,
    bufferLogs: true,
  });
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  app.enableShutdownHooks();
  const server = app.getHttpServer();
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await app.listen(environment.port, environment.host);
  app.get(Logger).log(`listening on ${environment.localUrl} (${environment.mode})`);
  if (environment.mode === 'demo') process.stdout.write(demoBanner(environment));
}

/** Errors that keep the service from starting are written for whoever starts it: the message, not the stack. */
function explain(error: unknown): void {
  const known = error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number';
  console.error(known ? error.message : error);
  process.exitCode = known ? error.exitCode : 70;
}

try {
  await start(loadEnvironment(process.env));
} catch (error) {
  explain(error);
}
