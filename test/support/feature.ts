import type { Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { ConfigModule, loadEnvironment } from '../../src/config/index.js';
import { StoreModule } from '../../src/store/index.js';

/** A feature alone, with its demo data, on a database in memory. Close it after the test. */
export async function startFeature(feature: Type): Promise<TestingModule> {
  const environment = loadEnvironment({ STORE_URL: 'sqlite::memory:' });
  const app = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(environment), StoreModule, feature],
  }).compile();
  app.useLogger(false);
  return app;
}
