import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  Controller,
  type DynamicModule,
  type INestApplication,
  Module,
  Post,
  Req,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Request } from 'express';
import { SimulatorModule } from './simulator.module.js';
import type { SimulatorOptions } from './simulator.options.js';

const OPTIONS: SimulatorOptions = {
  appSecret: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  appId: '2',
  pages: [{ id: '1', token: 'PAGE_TOKEN' }],
  people: [{ psid: '7', name: 'Ada' }],
};

/** A bot beside the simulator that needs the bytes of its own requests. */
@Controller('webhook')
class RawController {
  @Post()
  async read(@Req() request: Request): Promise<object> {
    return { parsed: request.body === undefined ? 'no' : 'yes', bytes: await text(request) };
  }
}

@Module({ controllers: [RawController] })
class BotModule {}

let app: INestApplication | undefined;

afterEach(() => app?.close());

async function start(module: DynamicModule): Promise<string> {
  const options = { bodyParser: false, logger: false, abortOnError: false } as const;
  app = await NestFactory.create(module, options);
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
}

describe('SimulatorModule', () => {
  it('runs alone, at the root, with options that come later', async () => {
    const url = await start(
      SimulatorModule.forRootAsync({ useFactory: () => Promise.resolve(OPTIONS) }),
    );
    const response = await fetch(`${url}/people/7/say`, {
      method: 'POST',
      body: new URLSearchParams({ text: 'hi' }),
    });
    expect(await response.text()).toBe(
      'Ada   > hi\n(nothing was sent: the app has no webhook. Give its address: POST /{app-id}/subscriptions, ' +
        'or the option webhookUrl)\n',
    );
  });

  it("parses no body but those of its own routes, so the bot's stay raw", async () => {
    const simulator = SimulatorModule.forRoot(OPTIONS);
    const url = await start({ module: BotModule, imports: [simulator] });
    const response = await fetch(`${url}/webhook`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Host: 'shop.example' },
      body: '{ "a":1 }',
    });
    expect(await response.json()).toEqual({ parsed: 'no', bytes: '{ "a":1 }' });
  });

  it('does not start with a webhook on another machine', async () => {
    const webhookUrl = 'https://shop.example/webhook';
    await expect(start(SimulatorModule.forRoot({ ...OPTIONS, webhookUrl }))).rejects.toThrow(
      'SIMULATOR_WEBHOOK_NOT_LOOPBACK: the stand-in for Meta does not deliver to "https://shop.example/webhook".',
    );
  });
});
