import { afterEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Watchdog } from './watchdog.js';

describe('a watchdog that dies', () => {
  afterEach(() => {
    Logger.overrideLogger(false);
  });

  it('is told of in the log, and takes nobody with it', async () => {
    const told = new Promise((resolve) => {
      const nothing = (): void => undefined;
      Logger.overrideLogger({ log: nothing, warn: nothing, error: resolve });
    });
    const watchdog = Watchdog.start(new URL("data:text/javascript,throw new Error('no memory')"));
    expect(await told).toEqual({
      msg: 'the watchdog ended by an error: nobody would end this process if its event loop were stuck. Start it anew',
      err: expect.objectContaining({ message: 'no memory' }),
    });
    await watchdog.stop();
  });
});
