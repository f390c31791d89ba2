// (b) What one writes after reading the article: a controller, a guard, Nest's JSON body parser, the router of beginnings.
// It answers when the handlers were called, and keeps nothing.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Controller, HttpCode, Injectable, Module, Post, Req, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

const secret = process.env.META_APP_SECRET;

class SignatureGuard {
  canActivate(context) {
    const { rawBody, headers } = context.switchToHttp().getRequest();
    const expected = `sha256=${createHmac('sha256', secret).update(rawBody).digest('hex')}`;
    const given = String(headers['x-hub-signature-256']);
    return (
      given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
    );
  }
}
Injectable()(SignatureGuard);

const nothing = async () => undefined;
const POSTBACK_ROUTES = {
  FLOW_TRACK: nothing,
  FLOW_RETURN: nothing,
  SUPPORT_: nothing,
  PRODUCT_: nothing,
  MENU_: nothing,
  GET_STARTED: nothing,
  CONFIRM_: nothing,
  ADD_TO_CART: nothing,
};

class PostbackRouter {
  async route(psid, { postback, message }) {
    const rawPayload = postback ? postback.payload : message?.quick_reply?.payload;
    if (!rawPayload) return;
    const parsedData = parsedOrNull(rawPayload);
    const payload = parsedData?.action || rawPayload;
    await handlerOf(payload)(psid, { payload: rawPayload, parsedData, source: 'postback' });
  }
}
Injectable()(PostbackRouter);

/** The article's: what is no JSON is the text it is. */
function parsedOrNull(payload) {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

function handlerOf(payload) {
  if (payload in POSTBACK_ROUTES) return POSTBACK_ROUTES[payload];
  for (const [prefix, handler] of Object.entries(POSTBACK_ROUTES))
    if (payload.startsWith(prefix)) return handler;
  return nothing;
}

class WebhookController {
  constructor(router) {
    this.router = router;
  }

  async receive(request) {
    for (const entry of request.body.entry)
      for (const event of entry.messaging) await this.router.route(event.sender.id, event);
    return 'EVENT_RECEIVED';
  }
}
const { prototype } = WebhookController;
const descriptor = Object.getOwnPropertyDescriptor(prototype, 'receive');
Req()(prototype, 'receive', 0);
for (const decorate of [Post('webhook'), HttpCode(200), UseGuards(SignatureGuard)])
  decorate(prototype, 'receive', descriptor);
Reflect.defineMetadata('design:paramtypes', [PostbackRouter], WebhookController);
Controller()(WebhookController);
class NaiveModule {}
Module({ controllers: [WebhookController], providers: [PostbackRouter] })(NaiveModule);

const app = await NestFactory.create(NaiveModule, { rawBody: true, logger: false });
app.useBodyParser('json', { limit: '4mb' });
const server = await app.listen(Number(process.env.PORT), '127.0.0.1');
process.send({ port: server.address().port });
process.on('message', () => process.send(process.cpuUsage()));
process.on('disconnect', () => void app.close());
