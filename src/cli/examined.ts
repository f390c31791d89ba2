import type { INestApplicationContext } from '@nestjs/common';
import type { Environment } from '../config/index.js';
import { type CodeFacts, type Patient, readCode } from '../doctor/index.js';
import { InspectionClient, ProfileClient, SubscriptionsClient } from '../graph/index.js';
import { MenuSync, MenuTime } from '../menu/index.js';
import type { CliContext } from './cli-context.js';
import { withRecords } from './database-records.js';
import { inspectApplication } from './inspect-application.js';
import { askMeta } from './meta-context.js';
import { readServiceHealth } from './service-health.reader.js';

/** Works on the service as a doctor sees it from outside: its code, its database, its health, and Meta. */
export async function examined<T>(
  context: CliContext,
  work: (patient: Patient) => Promise<T>,
): Promise<T> {
  const code = await inspectApplication(context, readCode);
  return askMeta(context.variables, (meta, environment) =>
    withRecords(environment, (records) =>
      work({
        ...clientsOf(meta),
        ...codeOf(code, meta.get(ProfileClient), context.time),
        records,
        ...surroundings(environment),
      }),
    ),
  );
}

function codeOf(
  { menuOptions, ...code }: CodeFacts,
  profile: ProfileClient,
  time = new MenuTime(),
): Omit<CodeFacts, 'menuOptions'> & Pick<Patient, 'menu'> {
  return { ...code, menu: menuOptions && new MenuSync(profile, menuOptions, time) };
}

function clientsOf(
  meta: INestApplicationContext,
): Pick<Patient, 'inspection' | 'profile' | 'subscriptions'> {
  return {
    inspection: meta.get(InspectionClient),
    profile: meta.get(ProfileClient),
    subscriptions: meta.get(SubscriptionsClient),
  };
}

function surroundings(environment: Environment): Pick<Patient, 'environment' | 'health' | 'now'> {
  return { environment, health: () => readServiceHealth(environment.localUrl), now: Date.now };
}
