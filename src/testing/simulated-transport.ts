import type { GraphTransport } from '../graph/index.js';
import { ERROR_PAGE, type GraphReply, type Simulator } from '../simulator/index.js';

type Outcome = Awaited<ReturnType<GraphTransport['post']>>;

/** In the place of HTTP: hands requests to the stand-in for Meta, which then delivers the echoes. */
export class SimulatedTransport implements Pick<GraphTransport, 'post'> {
  /** @param graphUrl what every address begins with */
  constructor(
    private readonly simulator: Simulator,
    private readonly graphUrl: string,
  ) {}

  readonly post: GraphTransport['post'] = async (url, body) => {
    const reply = await this.simulator.graph({
      method: 'POST',
      path: url.slice(this.graphUrl.length),
      query: {},
      body: JSON.parse(JSON.stringify(body)) as unknown,
      authorization: undefined,
    });
    const followed = this.simulator.follow(reply);
    if (reply.echoesFirst) await followed;
    return OUTCOMES[reply.form](reply);
  };
}

/** As HTTP shows it. An answer that trickles ends with the caller's deadline, which here is at once. */
const OUTCOMES = {
  json: ({ status, body, headers }) => answered(status, JSON.stringify(body), headers),
  html: ({ status }) => answered(status, ERROR_PAGE),
  reset: () => failed(null, { name: 'Error', code: 'ECONNRESET' }),
  trickle: ({ status }) =>
    failed({ status, headers: {} }, { name: 'TimeoutError', code: 'ETIMEDOUT' }),
} as const satisfies Record<GraphReply['form'], (reply: GraphReply) => Outcome>;

function answered(status: number, text: string, headers: GraphReply['headers'] = {}): Outcome {
  const lowered = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const head = { status, headers: Object.fromEntries(lowered) };
  return { head, text, connected: true, cause: null };
}

function failed(head: Outcome['head'], cause: Outcome['cause']): Outcome {
  return { head, text: null, connected: true, cause };
}
