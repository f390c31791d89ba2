import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { FaultyService } from '../support/faulty-service.js';

describe('a service without free descriptors', () => {
  it('X4: goes on, and takes events again when connections are given back', async () => {
    const bot = await FaultyService.create();
    await bot.start({ under: ['sh', '-c', 'ulimit -n 64 && exec "$@"', 'sh'] });
    const { hostname, port } = new URL(bot.service.url);
    const sockets = Array.from({ length: 100 }, (): Socket => {
      const socket = connect(Number(port), hostname);
      return socket.on('error', () => undefined);
    });
    await Promise.all(
      sockets.map((socket) => Promise.race([once(socket, 'connect'), once(socket, 'close')])),
    );
    for (const socket of sockets) socket.destroy();
    expect((await bot.tap({ user: '1', payload: 'FAULT_SAY_HI' })).status).toBe(200);
    await bot.sent.until('1', 'said FAULT_SAY_HI');
    await bot.remove();
  });
});
