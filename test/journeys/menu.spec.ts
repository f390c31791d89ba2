import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { unusedPort } from '../support/loopback.js';
import { SimulatorProcess } from '../support/simulator-process.js';
import { type Ran, taplineAtOnce } from '../support/tapline.js';

const PAGE = '101234567890123';
const TOKEN = 'EAA-page-token';
const SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

describe('tapline menu, from a terminal', () => {
  let simulator: SimulatorProcess;
  let url: string;

  beforeEach(async () => {
    const port = await unusedPort(createServer());
    url = `http://127.0.0.1:${port}`;
    simulator = await SimulatorProcess.start([
      '--webhook',
      'http://127.0.0.1:1/webhook',
      '--app-secret',
      SECRET,
      '--page',
      `${PAGE}:${TOKEN}`,
      '--port',
      String(port),
    ]);
  });

  afterEach(() => {
    simulator.kill();
  });

  const menu = (...args: readonly string[]): Promise<Ran> =>
    taplineAtOnce(['menu', ...args], {
      variables: {
        META_APP_SECRET: SECRET,
        META_VERIFY_TOKEN: 'a-long-and-random-verify-token',
        META_PAGE_TOKENS: `${PAGE}:${TOKEN}`,
        META_GRAPH_URL: url,
      },
    });

  const onPage = async (): Promise<string> => {
    const query = `fields=greeting,persistent_menu&access_token=${TOKEN}`;
    const answer = await fetch(`${url}/v26.0/me/messenger_profile?${query}`);
    return answer.text();
  };

  it('brings a page into step with the shop, and then finds nothing to do', async () => {
    expect(await menu('diff')).toMatchObject({
      code: 1,
      output: expect.stringContaining('    + "Track my order"  FLOW_TRACK_ORDER\n'),
    });
    const refused = await menu('push');
    expect([refused.code, refused.errors]).toEqual([
      2,
      expect.stringMatching(/^CONFIRMATION_NEEDED: nothing was changed/),
    ]);
    const pushed = await menu('push', '--yes');
    expect([pushed.code, pushed.errors]).toEqual([0, '']);
    expect(await onPage()).toContain('Bestellung verfolgen');
    expect(await menu('diff')).toEqual({
      code: 0,
      output: `page ${PAGE}\n  in step with the code\n`,
      errors: '',
    });
    expect(pushed.output).not.toContain(TOKEN);
  });

  it('says what is the matter when the token is wrong, and shows neither it nor a stack', async () => {
    const ran = await taplineAtOnce(['menu', 'push', '--yes'], {
      variables: {
        META_APP_SECRET: SECRET,
        META_VERIFY_TOKEN: 'a-long-and-random-verify-token',
        META_PAGE_TOKENS: `${PAGE}:EAA-another-token`,
        META_GRAPH_URL: url,
      },
    });
    expect(ran).toEqual({
      code: 1,
      output: '',
      errors: expect.stringMatching(
        new RegExp(
          `^page ${PAGE}: GRAPH_CALL_FAILED: GET /${PAGE}/messenger_profile was answered with HTTP 400 and error 190: .*\\n {2}Nothing was changed\\. .*\\n$`,
        ),
      ),
    });
    expect(ran.errors).not.toContain('EAA-');
  });
});
