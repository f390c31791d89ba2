import { NestFactory } from '@nestjs/core';
import { Simulator, SimulatorModule, type SimulatorOptions } from '../../src/simulator/index.js';
import { PAGE, SECRET } from './service.js';

export const ADA = '24912345678901237';

/** The stand-in for Meta in this process, as Graph for a service in another one. */
export interface Graph {
  readonly simulator: Simulator;
  readonly url: string;
  close(): Promise<void>;
}

export const APP_ID = '200000000000002';

export async function startGraph(options: Partial<SimulatorOptions> = {}): Promise<Graph> {
  const module = SimulatorModule.forRoot({
    appSecret: SECRET,
    appId: APP_ID,
    pages: [PAGE],
    people: [{ psid: ADA, name: 'Ada' }],
    requireAppsecretProof: true,
    ...options,
  });
  const app = await NestFactory.create(module, { bodyParser: false, logger: false });
  await app.listen(0, '127.0.0.1');
  return {
    simulator: app.get(Simulator),
    url: `${await app.getUrl()}/graph`,
    close: () => app.close(),
  };
}
