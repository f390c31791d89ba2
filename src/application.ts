import { NestFactory } from '@nestjs/core';
import type { NextFunction, Request, Response } from 'express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { AppModule, type Program } from './app.module.js';
import type { Environment } from './config/index.js';
import { Inbox } from './inbox/index.js';

/** A slow client must not keep a connection open. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
const TIMEOUTS_CHECKED_EVERY_MS = 1_000;

/**
 * The application, ready to `listen()`. The webhook reads raw bytes, so nothing may parse bodies before it.
 * @param program another one than the shop
 */
export async function createApplication(
  environment: Environment,
  program?: Program,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.for(environment, program),
    {
      abortOnError: false,
      bodyParser: false,
      bufferLogs: true,
      autoFlushLogs: false,
    },
  );
  app.useLogger(app.get(Logger));
  app.flushLogs();
  app.disable('x-powered-by');
  app.use(lastAnswers(app.get(Inbox)));
  const server = app.getHttpServer();
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  Object.assign(server, { connectionsCheckingInterval: TIMEOUTS_CHECKED_EVERY_MS });
  return app;
}

/** While the service stops, every answer is the last one on its connection: the next request goes to somebody else. */
function lastAnswers(inbox: Inbox) {
  return (_request: Request, response: Response, next: NextFunction): void => {
    if (!inbox.isOpen) response.setHeader('Connection', 'close');
    next();
  };
}
