import { Test, type TestingModule } from '@nestjs/testing';
import { ConfigModule } from '../../src/config/index.js';
import { GraphTransport } from '../../src/graph/index.js';
import { MenuModule } from '../../src/menu/menu.module.js';
import type { MenuModuleOptions } from '../../src/menu/menu.options.js';
import { MenuSync } from '../../src/menu/menu-sync.service.js';
import { MenuTime } from '../../src/menu/patient-calls.js';
import { UserMenusModule } from '../../src/menu/user-menus.module.js';
import { PostbackModule } from '../../src/postback/index.js';
import type { Simulator, SimulatorOptions } from '../../src/simulator/index.js';
import { liveEnvironment } from './live-environment.js';
import { startStandIn, type StandIn } from './stand-in.js';

/** The stand-in's own time: who waits in it lets it pass. */
export class StandInTime extends MenuTime {
  readonly waits: number[] = [];

  constructor(private readonly simulator: Simulator) {
    super();
  }

  override now(): number {
    return this.simulator.nowMs;
  }

  override async wait(ms: number): Promise<void> {
    this.waits.push(ms);
    await this.simulator.advance(ms);
  }
}

/** HTTP as it is, for who wants to do something around each call. */
class WatchedTransport extends GraphTransport {
  calls = 0;
  before: (call: number) => void = () => undefined;
  after: () => void = () => undefined;

  override async exchange(...args: Parameters<GraphTransport['exchange']>) {
    this.calls += 1;
    this.before(this.calls);
    const outcome = await super.exchange(...args);
    this.after();
    return outcome;
  }
}

/** Tokens of the pages 1 and 2. */
export const TOKENS = { '1': 'EAA-of-one', '2': 'EAA-of-two' } as const;
const PAGES = Object.entries(TOKENS).map(([id, token]) => ({ id, token }));

interface RigOptions extends Partial<SimulatorOptions> {
  /** Tokens by page; by default the right one of page 1. */
  readonly tokens?: Readonly<Record<string, string>>;
}

/** A menu of the code in front of the stand-in for Meta, over HTTP. Calls are not limited unless a test says so. */
export class MenuRig {
  private constructor(
    private readonly standIn: StandIn,
    private readonly app: TestingModule,
    readonly time: StandInTime,
  ) {}

  static async start(
    menu: MenuModuleOptions,
    { tokens = { '1': TOKENS['1'] }, ...options }: RigOptions = {},
  ): Promise<MenuRig> {
    const rateLimits = { profileCallsPerTenMinutes: Number.POSITIVE_INFINITY };
    const standIn = await startStandIn({ profile: {}, pages: PAGES, rateLimits, ...options });
    const time = new StandInTime(standIn.simulator);
    const graphUrl = `${standIn.url}/graph`;
    const app = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(liveEnvironment({ graphUrl, pages: tokens })),
        PostbackModule.forRoot({ buttonPolicy: 'off' }),
        MenuModule.forRoot(menu),
        UserMenusModule,
      ],
    })
      .overrideProvider(GraphTransport)
      .useClass(WatchedTransport)
      .overrideProvider(MenuTime)
      .useValue(time)
      .compile();
    app.useLogger(false);
    return new MenuRig(standIn, await app.init(), time);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.standIn.app.close();
  }

  get sync(): MenuSync {
    return this.app.get(MenuSync);
  }

  get simulator(): Simulator {
    return this.standIn.simulator;
  }

  get transport(): WatchedTransport {
    return this.app.get(GraphTransport);
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type);
  }

  /** The calls that were made, as `POST "get_started,greeting"`, `DELETE ["commands"]`. */
  get calls(): readonly string[] {
    return this.simulator.sent().map(({ method, body }) => {
      const { fields, method: _, ...properties } = body;
      // In the address of a DELETE a list is JSON.
      if (method === 'DELETE') return `${method} ${String(fields)}`;
      return `${method} ${JSON.stringify(fields ?? Object.keys(properties).join(','))}`;
    });
  }
}
