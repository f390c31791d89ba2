import type { GraphTransport } from '../graph/index.js';
import type { Simulator } from '../simulator/index.js';

/** In the place of HTTP: hands requests to the stand-in for Meta, which then delivers the echoes. */
export class SimulatedTransport implements Pick<GraphTransport, 'post'> {
  private echoes = 0;

  /** @param graphUrl what every address begins with */
  constructor(
    private readonly simulator: Simulator,
    private readonly graphUrl: string,
  ) {}

  /** Whether echoes are on their way to the bot. */
  get isEchoing(): boolean {
    return this.echoes > 0;
  }

  readonly post: GraphTransport['post'] = async (url, body) => {
    const outcome = await this.simulator.graph({
      method: 'POST',
      path: url.slice(this.graphUrl.length),
      query: {},
      body: JSON.parse(JSON.stringify(body)) as unknown,
      authorization: undefined,
    });
    this.echoes += 1;
    void this.simulator.follow(outcome).finally(() => (this.echoes -= 1));
    const head = { status: outcome.status, headers: {} };
    const text = JSON.stringify(outcome.body);
    return { head, text, connected: true, cause: null };
  };
}
