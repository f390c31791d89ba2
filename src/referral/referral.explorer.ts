import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PayloadPattern, type Params, type Referral } from '../messaging/index.js';
import {
  BootReport,
  type DeclaredHandler,
  type DeclaredRoute,
  HandlerExplorer,
  type ListedRoute,
  RoutesNotExploredError,
  RoutingTable,
} from '../postback/index.js';
import { type ReferralFilter, REFERRALS } from './referral.decorators.js';

type ReferralHandler = DeclaredHandler<ReferralFilter>;

/** Stands for every source that no handler names: Meta's list of sources is open. */
const ANY_OTHER_SOURCE = 'any other';

/** Which handler greets which arrival; complete once `onModuleInit` hooks have run. */
@Injectable()
export class ReferralRoutes implements OnModuleInit {
  private table: RoutingTable<ReferralHandler, string> | null = null;
  private sources: ReadonlySet<string> = new Set();

  constructor(
    private readonly explorer: HandlerExplorer,
    private readonly report: BootReport,
  ) {}

  onModuleInit(): void {
    const { handlers, findings } = this.explorer.explore<ReferralFilter>(REFERRALS);
    this.sources = new Set(handlers.flatMap(({ declared }) => declared.source ?? []));
    const routes = handlers.map((handler) => this.routeOf(handler));
    const built = RoutingTable.build<ReferralHandler, string>(routes, {
      words: { text: 'ref', event: 'referral' },
    });
    this.report.add([...findings, ...built.findings, ...built.shadowed]);
    this.table = built.table;
  }

  /**
   * An arrival without a ref is matched as the empty ref, which only `*` takes.
   * @throws RoutesNotExploredError before `onModuleInit` hooks have run
   */
  match({ source, ref }: Pick<Referral, 'source' | 'ref'>): {
    readonly handler: ReferralHandler;
    readonly params: Params;
  } | null {
    if (!this.table) throw new RoutesNotExploredError();
    const kind = this.sources.has(source) ? source : ANY_OTHER_SOURCE;
    const match = this.table.match(kind, ref ?? '');
    return match ? { handler: match.route.target, params: match.params } : null;
  }

  /** In order of precedence: `* from ADS`, `EMAIL_{campaign}`. */
  list(): readonly ListedRoute[] {
    return (this.table?.routes ?? []).map(({ pattern, target }) => ({
      on: 'OnReferral',
      pattern: pattern.source + (target.declared.source ? ` from ${target.declared.source}` : ''),
      handler: target.label,
      place: target.place,
      definition: null,
    }));
  }

  private routeOf(handler: ReferralHandler): DeclaredRoute<ReferralHandler, string> {
    const { source, ref = '*' } = handler.declared;
    const kinds = source === undefined ? [...this.sources, ANY_OTHER_SOURCE] : [source];
    return {
      pattern: PayloadPattern.parse(ref),
      definition: null,
      kinds,
      handler,
      target: handler,
    };
  }
}
