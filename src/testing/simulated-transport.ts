import type { GraphTransport } from '../graph/index.js';
import type { Simulator } from '../simulator/index.js';

/** In the place of HTTP: hands requests to the stand-in for Meta, which then delivers the echoes. */
export class SimulatedTransport implements Pick<GraphTransport, 'post'> {
  /** @param graphUrl what every address begins with */
  constructor(
    private readonly simulator: Simulator,
    private readonly graphUrl: string,
  ) {}

  readonly post: GraphTransport['post'] = (url, body) => {
    const outcome = this.simulator.graph({
      method: 'POST',
      path: url.slice(this.graphUrl.length),
      query: {},
      body: JSON.parse(JSON.stringify(body)) as unknown,
      authorization: undefined,
    });
    void this.simulator.follow(outcome);
    const head = { status: outcome.status, headers: {} };
    const text = JSON.stringify(outcome.body);
    return Promise.resolve({ head, text, connected: true, cause: null });
  };
}
