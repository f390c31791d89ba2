import { createServer, type IncomingMessage, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Messenger,
  MessengerAPIError,
  processWebhookEvents,
  type GenericWebhookPayload,
  type SendMessageRequest,
  verifyWebhookSignature,
  verifyWebhookSubscription,
} from '@warriorteam/messenger-sdk';
import { closed, listenOnLoopback, unusedPort } from '../support/loopback.js';
import { SimulatorProcess } from '../support/simulator-process.js';

/*
 * A client library from npm that knows nothing of Tapline, against `tapline simulator`. Of those that there are this is the one that
 * is kept up (1.5.8 of September 2026), has no dependencies and no install script, is ESM and takes another address than Graph's.
 * messaging-api-messenger 1.1.0 (2021) and fb-messenger-bot-api 4.4.0 come with axios 0.21 and request, which are given up;
 * facebook-nodejs-business-sdk 24.0.1 is Meta's own, but for ads, and takes no other address. What these send on the wire and this
 * one does not, batches at the root and files in forms, is in test/conformance/graph-wire-forms.spec.ts.
 */

const SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const VERIFY_TOKEN = 'a-long-and-random-verify-token';
const ADA = '7';

let simulator: SimulatorProcess;
let bot: Server;
let url: string;
let client: Messenger;

/** A bot that does all with the library: checks, parses, answers. */
function aLibraryBot(): Server {
  return createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'GET') {
      const query = {
        'hub.mode': searchParams.get('hub.mode') ?? '',
        'hub.verify_token': searchParams.get('hub.verify_token') ?? '',
        'hub.challenge': searchParams.get('hub.challenge') ?? '',
      };
      response.end(verifyWebhookSubscription(query, VERIFY_TOKEN));
    } else {
      void receive(request).then((status) => response.writeHead(status).end());
    }
  });
}

async function receive(request: IncomingMessage): Promise<number> {
  const body = await buffer(request);
  const signature = String(request.headers['x-hub-signature-256']);
  const { isValid } = await verifyWebhookSignature(body, signature, SECRET);
  if (!isValid) return 403;
  await processWebhookEvents(JSON.parse(body.toString()) as GenericWebhookPayload, {
    onMessagingPostback: async ({ sender, postback }) => {
      await client.send.message({
        ...aText(sender.id),
        message: { text: `You tapped ${postback.payload}.` },
      });
    },
  });
  return 200;
}

beforeAll(async () => {
  const port = await unusedPort(createServer());
  url = `http://127.0.0.1:${port}`;
  client = new Messenger({ accessToken: 'SHOP-TOKEN', baseUrl: url });
  bot = aLibraryBot();
  const webhook = `http://127.0.0.1:${await listenOnLoopback(bot)}/webhook`;
  simulator = await SimulatorProcess.start([
    `--port=${port}`,
    `--webhook=${webhook}`,
    `--app-secret=${SECRET}`,
    `--verify-token=${VERIFY_TOKEN}`,
    '--page=1234:SHOP-TOKEN',
    '--person=7:Ada Lovelace',
  ]);
});

afterAll(async () => {
  simulator.kill();
  bot.closeAllConnections();
  await closed(bot);
});

const aText = (id: string): SendMessageRequest => ({
  recipient: { id },
  messaging_type: 'RESPONSE',
  message: { text: 'Hello' },
});

async function adaDoes(act: string, form: Record<string, string>): Promise<string> {
  const init = { method: 'POST', body: new URLSearchParams(form) };
  return (await fetch(`${url}/people/${ADA}/${act}`, init)).text();
}

describe('a Messenger client library from npm against tapline simulator', () => {
  it('verifies its webhook, checks the signature of a tap, and answers it', async () => {
    expect(simulator.output).toMatch(/The webhook \S+ is verified\./);
    expect(await adaDoes('tap', { payload: 'BUY_7', title: 'Buy' })).toBe(
      'Ada Lovelace  > [Buy]\nPage          < You tapped BUY_7.\n(webhook: 200)\n',
    );
  });

  it('sends templates, sender actions and reactions', async () => {
    const recipient = { id: ADA };
    const buttons = [{ type: 'postback' as const, title: 'Buy', payload: 'BUY_8' }];
    const card = await client.templates.generic({
      recipient,
      elements: [{ title: 'Mug', subtitle: 'Blue', buttons }],
    });
    expect(card).toEqual({ recipient_id: ADA, message_id: expect.stringMatching(/^m_/) });
    await client.templates.button({ recipient, text: 'More?', buttons });
    expect(await client.send.typingOn(ADA)).toEqual({ recipient_id: ADA });
    await client.send.addReaction(ADA, { messageId: card.message_id, emoji: '❤' });
    const chat = await (await fetch(`${url}/people/${ADA}?format=text`)).text();
    expect(chat).toContain('Mug');
    expect(chat).toContain('More?');
  });

  it('uploads a picture by its address, and sends it by its id', async () => {
    const address = 'https://shop.example/mug.png';
    const { attachment_id: id } = await client.attachments.upload({ type: 'image', url: address });
    const sent = await client.send.attachment({
      recipient: { id: ADA },
      type: 'image',
      attachment_id: id,
    });
    expect(sent.message_id).toMatch(/^m_/);
  });

  it('reads the name of who wrote', async () => {
    expect(await client.profile.getName(ADA)).toEqual({
      first_name: 'Ada',
      last_name: 'Lovelace',
    });
  });

  it('bans somebody, cannot write to them, and lets them back in', async () => {
    const hello = aText(ADA);
    await client.moderation.banUser(ADA);
    const refused: unknown = await client.send.message(hello).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MessengerAPIError);
    expect(refused).toMatchObject({ code: 551, subcode: 1_545_041, statusCode: 400 });
    expect(await adaDoes('tap', { payload: 'BUY_9', title: 'Buy' })).toContain('has banned');
    await client.moderation.unbanUser(ADA);
    expect((await client.send.message(hello)).message_id).toMatch(/^m_/);
  });

  it('understands every refusal', async () => {
    const stranger = aText('9');
    await expect(client.send.message(stranger)).rejects.toMatchObject({
      name: 'MessengerAPIError',
      message: '(#100) No matching user found',
      code: 100,
      subcode: 2_018_001,
      fbtrace_id: expect.stringMatching(/^A/),
    });
    const nobody = new Messenger({ accessToken: 'X', baseUrl: url });
    await expect(nobody.profile.getName(ADA)).rejects.toMatchObject({ code: 190 });
    await expect(client.conversations.list('1234')).rejects.toMatchObject({ code: 2500 });
  });
});
