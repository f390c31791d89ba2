import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { closed, listenOnLoopback } from '../../test/support/loopback.js';
import { ConfigModule, loadEnvironment } from '../config/index.js';
import { GraphClient } from './graph.client.js';
import { GraphModule } from './graph.module.js';

describe('GraphModule', () => {
  it('calls the Graph of the environment with the token of the page, and closes the kept connection at the end', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(`${request.url} ${chunk.toString()}`));
      request.on('end', () => response.end('{"message_id":"m_1"}'));
    });
    const connection = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const port = await listenOnLoopback(server);
    const environment = loadEnvironment({
      META_APP_SECRET: '0f1e2d3c4b5a69788796a5b4c3d2e1f0,ffffffffffffffff0123456789abcdef',
      META_VERIFY_TOKEN: 'a-long-and-random-verify-token',
      META_PAGE_TOKENS: '1:one,2:two',
      META_GRAPH_URL: `http://127.0.0.1:${port}`,
    });
    const app = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(environment), GraphModule],
    }).compile();
    await app.get(GraphClient).send('2', { edge: 'messages', body: { message: { text: 'Hi' } } });
    expect(bodies).toEqual([
      '/v26.0/2/messages {"message":{"text":"Hi"},"access_token":"two",' +
        '"appsecret_proof":"c687bb69af9be5d9bed8c39557c8ea4dbc80c15cceac307a5187581b56739a3f"}',
    ]);
    const ended = once(await connection, 'close');
    await app.close();
    await ended;
    await closed(server);
    // An idle connection ends by itself after 4 s.
  }, 2_000);
});
