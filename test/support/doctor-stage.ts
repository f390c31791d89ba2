import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from '../../src/app.module.js';
import { createApplication } from '../../src/application.js';
import { runTapline } from '../../src/cli/index.js';
import type { Severity } from '../../src/doctor/index.js';
import { profileOf } from '../../src/menu/index.js';
import { SHOP_MENU } from '../../src/shop-menu.js';
import type { SimulatorOptions } from '../../src/simulator/index.js';
import { ADA, APP_ID, type Graph, startGraph } from './graph.js';
import { liveVariables, PAGE, SECRET, Service } from './service.js';

/** A finding as `tapline doctor --json` prints it. */
interface FindingShown {
  readonly rule: string;
  readonly page: string | null;
  readonly severity: Severity;
  readonly seen: string;
  readonly means: string;
  readonly mend: string;
  readonly fixable: boolean;
}

interface Examined {
  readonly code: number;
  readonly findings: readonly FindingShown[];
  readonly unchecked: readonly { readonly rule: string }[];
  /** What was written to stderr. */
  readonly said: string;
}

/** What was found, with the page that it concerns: `page-fields 101234567890123`. */
export function rulesIn({ findings }: Examined): readonly string[] {
  return findings.map(({ rule, page }) => (page === null ? rule : `${rule} ${page}`));
}

type Variables = Readonly<Record<string, string>>;

/** A stand-in on which pages show what the shop's code says, and that may be asked often. */
export function shopGraph(options: Partial<SimulatorOptions> = {}): Promise<Graph> {
  const rateLimits = { profileCallsPerTenMinutes: Number.POSITIVE_INFINITY };
  return startGraph({ profile: profileOf(SHOP_MENU), rateLimits, ...options });
}

/** The built service in live mode, the stand-in as its Meta, and `tapline doctor` in this process. */
export class DoctorStage {
  private constructor(
    readonly graph: Graph,
    readonly service: Service,
    private readonly folder: string,
    private readonly variables: Variables,
  ) {}

  static async start(options: Partial<SimulatorOptions> = {}): Promise<DoctorStage> {
    const folder = mkdtempSync(join(tmpdir(), 'tapline-doctor-'));
    const graph = await shopGraph(options);
    const variables = { META_APP_ID: APP_ID };
    const database = join(folder, 'tapline.db');
    const service = await Service.start({ database, graphUrl: graph.url, variables });
    graph.simulator.connectWebhook(`${service.url}/webhook`);
    return new DoctorStage(graph, service, folder, {
      ...liveVariables(graph.url),
      ...variables,
      STORE_URL: `sqlite:${database}`,
      HOST: '127.0.0.1',
      PORT: new URL(service.url).port,
    });
  }

  get simulator(): Graph['simulator'] {
    return this.graph.simulator;
  }

  /** Ada opens the conversation and is answered. */
  async tap(): Promise<void> {
    await this.simulator.getStarted(ADA);
    await this.simulator.nextMessage(ADA);
  }

  /** Runs `tapline …` over the shop, or another program; what is given overrides the service's own variables. */
  async run(
    args: readonly string[],
    variables: Variables = {},
    program?: Program,
  ): Promise<{ readonly code: number; readonly written: string; readonly said: string }> {
    let written = '';
    let said = '';
    const code = await runTapline(args, {
      variables: { ...this.variables, ...variables },
      create: (environment) => createApplication(environment, program),
      output: {
        write: (text) => void (written += text),
        writeError: (text) => void (said += text),
        width: 100,
      },
    });
    return { code, written, said };
  }

  async examine(
    args: readonly string[] = [],
    variables: Variables = {},
    program?: Program,
  ): Promise<Examined> {
    const all = ['doctor', '--json', ...args];
    const { code, written, said } = await this.run(all, variables, program);
    if (written === '') throw new Error(`tapline doctor ended with ${code}: ${said}`);
    return { ...(JSON.parse(written) as Examined), code, said };
  }

  /** What somebody else sets on the page, past our code. */
  async graphCall(method: string, edge: string, body: object): Promise<void> {
    const proof = createHmac('sha256', SECRET).update(PAGE.token).digest('hex');
    const response = await fetch(`${this.graph.url}/v26.0/me/${edge}`, {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${PAGE.token}` },
      body: JSON.stringify({ ...body, appsecret_proof: proof }),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  /** As after a fresh start, but for what was stored. */
  restore(): void {
    const { simulator } = this;
    simulator.faults.reset();
    simulator.subscriptions.subscribe(PAGE.id, simulator.settings.subscribedFields);
    simulator.subscriptions.app = {
      callbackUrl: `${this.service.url}/webhook`,
      fields: new Set(simulator.settings.subscribedFields),
    };
  }

  async end(): Promise<void> {
    await this.service.end();
    await this.graph.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
