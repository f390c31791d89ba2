import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Environment } from '../config/index.js';
import { MenuSync, MenuTime } from '../menu/index.js';
import { OutboxOperator } from '../outbox/index.js';
import { probeWrite, Store } from '../store/index.js';
import type { Diagnosis } from './diagnosis.js';
import { examine } from './examine.js';
import { readCode } from './code-facts.js';
import { MetaAccess } from './meta-access.js';
import { recordsOf, type StoreProblem } from './records.js';
import type { ServiceHealth } from './service-health.js';

/** Examines the service that it is part of. */
@Injectable()
export class Doctor {
  constructor(
    private readonly environment: Environment,
    private readonly modules: ModuleRef,
    private readonly meta: MetaAccess,
    private readonly store: Store,
    private readonly outbox: OutboxOperator,
  ) {}

  /** Every page of META_PAGE_TOKENS. Asks Meta up to 10 things a page, one after the other. */
  examine(): Promise<Diagnosis> {
    const { environment, meta, store } = this;
    const { inspection, subscriptions, profile } = meta;
    const { menuOptions, ...code } = readCode(this.modules);
    const patient = {
      environment,
      ...code,
      menu: menuOptions && new MenuSync(profile, menuOptions, new MenuTime()),
      inspection,
      subscriptions,
      profile,
      records: recordsOf(store.tables(), () => this.storeProblem()),
      health: () => this.health(),
      now: Date.now,
    };
    return examine(patient, [...environment.pageTokens.keys()]);
  }

  private async storeProblem(): Promise<StoreProblem | null> {
    try {
      await this.store.transaction(probeWrite);
      return null;
    } catch {
      return { seen: 'The database takes no writes.' };
    }
  }

  /** `null` when the database does not tell: that is a finding of its own. */
  private async health(): Promise<ServiceHealth | null> {
    try {
      const { pages } = await this.outbox.state();
      const paused = pages.flatMap((page) =>
        page.paused === null ? [] : [{ pageId: page.pageId, why: page.paused.why }],
      );
      return { paused };
    } catch {
      return null;
    }
  }
}
