import type { PageState } from '../platform/page-state.js';
import type { Platform } from '../platform/platform.js';
import { RecordBook } from '../platform/record-book.js';
import type { WebhookSetting } from '../platform/webhook-setting.js';
import { servingVersion } from './api-versions.js';
import { runBatch } from './batch.js';
import { countedIn } from './characters.js';
import {
  authoriseApp,
  authorisePage,
  callerOf,
  checkScope,
  notYours,
  unsupported,
  withoutSecrets,
} from './graph-access.js';
import type { GraphAnswer } from './graph-endpoint.js';
import { GraphError, statusOf } from './graph-error.js';
import type { GraphOutcome, GraphRequest, SentRequest } from './graph-exchange.js';
import type { CallFault, GraphFaults } from './graph-faults.js';
import { type GraphPath, graphPathOf } from './graph-path.js';
import { APP_ROUTES, PAGE_ROUTES } from './graph-routes.js';
import type { FormFile } from './media-file.js';
import { methodOf, type Params, paramsOf } from './params.js';
import { countCall, usageHeaders } from './rate-limits.js';

interface OpenCall {
  readonly method: string;
  readonly path: GraphPath;
  readonly params: Params;
  readonly authorization: string | undefined;
  readonly formFile: FormFile | null;
  /** It came inside a batch. */
  readonly isInner: boolean;
}

/** The Graph API of the stand-in: finds the endpoint, checks the token, records the call. */
export class GraphApi {
  private readonly received = new RecordBook<SentRequest>();

  constructor(
    private readonly platform: Platform,
    private readonly webhook: WebhookSetting,
    private readonly faults: GraphFaults,
  ) {}

  /**
   * Answers a call. The calls inside a batch are answered as they come, and recorded too.
   * @param around answers in the place of the call that it is given, or runs it
   */
  answer<T extends GraphOutcome>(
    request: GraphRequest,
    around: (run: () => Promise<GraphOutcome>) => Promise<T>,
  ): Promise<T> {
    return this.recorded(request, false, around);
  }

  /** Every call so far, the refused ones too. */
  sent(): readonly SentRequest[] {
    return this.received.all();
  }

  /** The newest call for which this holds. */
  findSent(holds: (request: SentRequest) => boolean): SentRequest | undefined {
    return this.received.findLast(holds);
  }

  get sentTotal(): number {
    return this.received.total;
  }

  private async recorded<T extends GraphOutcome>(
    request: GraphRequest,
    isInner: boolean,
    around: (run: () => Promise<GraphOutcome>) => Promise<T>,
  ): Promise<T> {
    const params = paramsOf(request.query, request.body);
    const method = methodOf(request.method, params);
    const path = graphPathOf(request.path, this.platform.settings);
    const { authorization, formFile = null } = request;
    const call = { method, path, params, authorization, formFile, isInner };
    const outcome = await around(() => this.outcomeOf(call));
    const { status, body: answer } = outcome;
    this.received.add({ method, path: request.path, body: withoutSecrets(params), status, answer });
    return outcome;
  }

  private async outcomeOf(call: OpenCall): Promise<GraphOutcome> {
    const { settings, clock } = this.platform;
    const version = servingVersion(call.path.version, settings.graphVersion, clock.nowMs());
    const caller: { page?: PageState } = {};
    const outcome = await this.settled(call, version, caller);
    const usage = caller.page === undefined ? {} : usageHeaders(caller.page, clock.nowMs());
    const date = new Date(clock.nowMs()).toUTCString();
    return { ...outcome, headers: { date, 'facebook-api-version': version ?? '', ...usage } };
  }

  private async settled(
    call: OpenCall,
    version: string | null,
    caller: { page?: PageState },
  ): Promise<Omit<GraphOutcome, 'headers'>> {
    try {
      if (version === null) throw unknownPath(call.path);
      if (isBatch(call)) {
        return { status: 200, deliveries: [], ...(await this.batch(call)) };
      }
      const fault = this.faults.ofCall();
      if (fault !== null) return this.struck(call, fault, caller);
      const { body, failure, deliveries = [] } = await this.run(call, caller);
      if (failure !== undefined) return { ...this.refusalOf(failure), deliveries };
      return { status: 200, body, deliveries };
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return { ...this.refusalOf(error), deliveries: [] };
    }
  }

  private batch(call: OpenCall): Promise<GraphAnswer> {
    return runBatch(call, (request) => this.recorded(request, true, (run) => run()));
  }

  /** Also in trouble Meta says what the page has used, if it can tell whose call it is. */
  private struck(
    call: OpenCall,
    { error, status }: CallFault,
    caller: { page?: PageState },
  ): Omit<GraphOutcome, 'headers'> {
    const page = callerOf(this.platform, call);
    if (page !== undefined) caller.page = page;
    return { status, body: error.toBody(), deliveries: [] };
  }

  private refusalOf(error: GraphError): Pick<GraphOutcome, 'status' | 'body'> {
    const { forbiddenStatus } = this.platform.settings;
    return { status: statusOf(error, forbiddenStatus), body: error.toBody() };
  }

  private async run(call: OpenCall, caller: { page?: PageState }): Promise<GraphAnswer> {
    try {
      return await this.carryOut(call, caller);
    } finally {
      this.faults.answered();
    }
  }

  private carryOut(
    call: OpenCall,
    caller: { page?: PageState },
  ): GraphAnswer | Promise<GraphAnswer> {
    const { method, path, params, authorization, formFile } = call;
    const { platform, webhook } = this;
    if (path.kind === 'root') throw unsupported(method);
    const appRoute = APP_ROUTES.get(`${method} ${path.route}`);
    if (appRoute !== undefined) {
      authoriseApp(platform, call);
      return appRoute({ platform, params, webhook });
    }
    const route = PAGE_ROUTES.get(`${method} ${path.route}`);
    if (route === undefined) throw unknownPath(path);
    const page = authorisePage(platform, { params, authorization });
    caller.page = page;
    if (path.kind === 'page' && !['me', page.id].includes(path.node)) {
      throw notYours(method, path.node);
    }
    if (route.scope !== null) checkScope(page, route.scope);
    countCall(page, platform.clock.nowMs(), path.edge === 'messages');
    const { ofSend: sendFault } = this.faults;
    const graphCall = { platform, page, params, node: path.node, formFile, sendFault };
    return countedIn(platform.settings.characters, () => route.run(graphCall));
  }
}

/** At the root, or with `batch` at any node; a batch within a batch would multiply without end. */
function isBatch({ method, path, params, isInner }: OpenCall): boolean {
  if (isInner || method !== 'POST') return false;
  return path.kind === 'root' || (path.edge === '' && 'batch' in params);
}

function unknownPath({ edge, rest }: GraphPath): GraphError {
  return new GraphError(`Unknown path components: /${[edge, ...rest].join('/')}`, 2500);
}
