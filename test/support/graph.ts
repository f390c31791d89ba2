import { NestFactory } from '@nestjs/core';
import { Simulator, SimulatorModule } from '../../src/simulator/index.js';
import { PAGE, SECRET } from './service.js';

export const ADA = '24912345678901237';

/** The stand-in for Meta in this process, as Graph for a service in another one. */
export interface Graph {
  readonly simulator: Simulator;
  readonly url: string;
  close(): Promise<void>;
}

export async function startGraph(): Promise<Graph> {
  const module = SimulatorModule.forRoot({
    appSecret: SECRET,
    appId: '200000000000002',
    pages: [PAGE],
    people: [{ psid: ADA, name: 'Ada' }],
    requireAppsecretProof: true,
  });
  const app = await NestFactory.create(module, { bodyParser: false, logger: false });
  await app.listen(0, '127.0.0.1');
  return {
    simulator: app.get(Simulator),
    url: `${await app.getUrl()}/graph`,
    close: () => app.close(),
  };
}
