import { posix } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { declaredDefinitions } from '../../messaging/index.js';
import { listRoutes, PostbackRoutes } from '../../postback/index.js';
import { ReferralRoutes } from '../../referral/index.js';
import { UnavailableError } from '../console.errors.js';
import type { TraceEntry } from '../traces/trace-entry.js';
import type { HandlerModule } from './handler-module.js';
import { testText } from './test-text.js';

/** Writes tests for handlers from what they did. */
@Injectable()
export class TestTexts {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly taps: PostbackRoutes,
    private readonly referrals: ReferralRoutes,
  ) {}

  /** @throws UnavailableError when no handler of ours ran */
  of({ subject, end, atMs }: TraceEntry): string {
    if (!end)
      throw new UnavailableError(
        'No handler has ended in this trace, so there is nothing to test.',
      );
    const handlers = end.handlers.map(({ handler }) => handler);
    const [first, ...others] = this.modulesOf(handlers);
    if (!first) throw new UnavailableError('No handler took this: write one first.');
    return testText({
      subject,
      atMs,
      handlers,
      disposition: end.outcome === 'unhandled' ? 'unhandled' : 'handled',
      replies: end.replies,
      failed: end.handlers.find(({ error }) => error !== null)?.handler ?? null,
      modules: [first, ...others],
    });
  }

  /** Each once. */
  private modulesOf(handlers: readonly string[]): readonly HandlerModule[] {
    const modules = handlers.flatMap((handler) => this.moduleOf(handler) ?? []);
    return [...new Map(modules.map((each) => [each.name, each])).values()];
  }

  private moduleOf(handler: string): HandlerModule | null {
    const routes = [...listRoutes(this.taps.set, declaredDefinitions()), ...this.referrals.list()];
    const place = routes.find((route) => route.handler === handler)?.place;
    const name = this.hostOf(handler.replace(/[.[].*$/, ''));
    return place === undefined || name === null ? null : { name, folder: posix.dirname(place) };
  }

  private hostOf(className: string): string | null {
    const wrappers = [...this.discovery.getProviders(), ...this.discovery.getControllers()];
    return wrappers.find(({ metatype }) => metatype?.name === className)?.host?.name ?? null;
  }
}
