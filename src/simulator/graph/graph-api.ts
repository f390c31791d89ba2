import type { DeliveryOrder } from '../delivery/delivery.js';
import type { Platform } from '../platform/platform.js';
import { RecordBook } from '../platform/record-book.js';
import { authorise, withoutSecrets } from './graph-access.js';
import type { GraphAnswer, GraphEndpoint } from './graph-endpoint.js';
import { GraphError } from './graph-error.js';
import { sendMessage } from './messages.endpoint.js';
import { type Params, paramsOf } from './params.js';
import { passThreadControl } from './pass-thread-control.endpoint.js';

/** A call as it came over HTTP. */
export interface GraphRequest {
  readonly method: string;
  /** Below Graph's root, without the query: `/v26.0/me/messages`. */
  readonly path: string;
  readonly query: Params;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

/** A call that Graph received, with what it answered. Tokens and proofs are left out. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  /** All parameters, from the query too; those that a form carries as JSON text are parsed. */
  readonly body: Params;
  readonly status: number;
  readonly answer: object;
}

export interface GraphOutcome {
  readonly status: number;
  readonly body: object;
  /** To be made after the answer has gone out. */
  readonly deliveries: readonly DeliveryOrder[];
}

const ENDPOINTS: ReadonlyMap<string, GraphEndpoint> = new Map([
  ['POST messages', sendMessage],
  ['POST pass_thread_control', passThreadControl],
]);

/** The Graph API of the stand-in: finds the endpoint, checks the token, records the call. */
export class GraphApi {
  private readonly received = new RecordBook<SentRequest>();

  constructor(private readonly platform: Platform) {}

  /** @param around answers in the place of the call that it is given, or runs it */
  answer<T extends GraphOutcome>(request: GraphRequest, around: (run: () => GraphOutcome) => T): T {
    const params = paramsOf(request.query, request.body);
    const outcome = around(() => this.outcomeOf(request, params));
    const { method, path } = request;
    const { status, body: answer } = outcome;
    this.received.add({ method, path, body: withoutSecrets(params), status, answer });
    return outcome;
  }

  /** Every call so far, the refused ones too. */
  sent(): readonly SentRequest[] {
    return this.received.all();
  }

  get sentTotal(): number {
    return this.received.total;
  }

  /** Refusals are 400 throughout: Meta documents no status per code. */
  private outcomeOf(request: GraphRequest, params: Params): GraphOutcome {
    try {
      return { status: 200, ...this.run(request, params) };
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return { status: 400, body: error.toBody(), deliveries: [] };
    }
  }

  private run({ method, path, authorization }: GraphRequest, params: Params): GraphAnswer {
    const [version = '', node = '', edge = '', ...rest] = path.split('/').filter(Boolean);
    const endpoint = ENDPOINTS.get(`${method} ${edge}`);
    if (!/^v\d+\.\d+$/.test(version) || endpoint === undefined || rest.length > 0) {
      throw new GraphError(`Unknown path components: /${[edge, ...rest].join('/')}`, 2500);
    }
    const page = authorise(this.platform, node, params, authorization);
    return endpoint({ platform: this.platform, page, params });
  }
}
