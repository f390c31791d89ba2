import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Graph, startGraph } from '../../test/support/graph.js';
import { PAGE, SECRET } from '../../test/support/service.js';
import { ProfileClient } from '../graph/index.js';
import { askMeta } from './meta-context.js';

describe('askMeta', () => {
  let graph: Graph;

  beforeEach(async () => {
    graph = await startGraph();
  });

  afterEach(() => graph.close());

  it("asks by the environment's own tokens, at its own Graph", async () => {
    const variables = {
      META_APP_SECRET: SECRET,
      META_VERIFY_TOKEN: 'a-long-and-random-verify-token',
      META_PAGE_TOKENS: `${PAGE.id}:${PAGE.token}`,
      META_GRAPH_URL: graph.url,
    };
    const profile = await askMeta(variables, (meta, { pageTokens }) => {
      expect([...pageTokens.keys()]).toEqual([PAGE.id]);
      return meta.get(ProfileClient).read(PAGE.id, ['get_started']);
    });
    expect(profile).toEqual({ get_started: { payload: 'GET_STARTED' } });
  });

  it('says which variables it needs where none is set', async () => {
    await expect(askMeta({}, () => Promise.resolve())).rejects.toMatchObject({
      code: 'ENVIRONMENT_INVALID',
      message: expect.stringMatching(
        /META_APP_SECRET is missing[\s\S]*META_PAGE_TOKENS is missing/,
      ),
    });
  });
});
