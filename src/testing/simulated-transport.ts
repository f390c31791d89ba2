import type { GraphTransport } from '../graph/index.js';
import { ERROR_PAGE, type GraphReply, type Simulator } from '../simulator/index.js';

type Outcome = Awaited<ReturnType<GraphTransport['exchange']>>;

/** In the place of HTTP: hands requests to the stand-in for Meta, which then delivers the echoes. */
export class SimulatedTransport implements Pick<GraphTransport, 'exchange'> {
  /** @param graphUrl what every address begins with */
  constructor(
    private readonly simulator: Simulator,
    private readonly graphUrl: string,
  ) {}

  readonly exchange: GraphTransport['exchange'] = async ({ method, url, headers, body }) => {
    const [path = '', query] = url.slice(this.graphUrl.length).split('?');
    const reply = await this.simulator.graph({
      method,
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      body: body && (JSON.parse(JSON.stringify(body)) as unknown),
      authorization: headers?.['Authorization'],
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
