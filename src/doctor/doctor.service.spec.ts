import { expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { sql } from 'kysely';
import { liveEnvironment } from '../../test/support/live-environment.js';
import { ConfigModule } from '../config/index.js';
import { PostbackModule } from '../postback/index.js';
import { Store, StoreModule } from '../store/index.js';
import { DoctorModule } from './doctor.module.js';
import { Doctor } from './doctor.service.js';

it('the doctor of a service whose database cannot be read says so, and goes on with the rest', async () => {
  const environment = liveEnvironment({ graphUrl: 'http://127.0.0.1:9', appId: '2' });
  const app = await Test.createTestingModule({
    imports: [
      ConfigModule.forRoot(environment),
      StoreModule,
      PostbackModule.forRoot({}),
      DoctorModule,
    ],
  }).compile();
  app.useLogger(false);
  await app.init();
  await app.get(Store).transaction(async (trx) => {
    for (const table of ['outbox_people', 'outbox_messages'])
      await sql`drop table ${sql.table(table)}`.execute(trx);
  });
  const { findings, unchecked } = await app.get(Doctor).examine();
  await app.close();
  expect(findings.map(({ rule }) => rule)).toEqual(['graph-answers', 'store']);
  expect(unchecked.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['app-live', 'page-restricted', 'thread-control']),
  );
});
