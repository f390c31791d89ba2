import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox, type SendObserver, type WithheldReport } from '../outbox/index.js';
import { Refusals } from './watched-graph.client.js';

/** Takes what the outbox does not even send for refused: Meta would refuse it, and the outbox only logs it. */
@Injectable()
export class WithheldReplies implements SendObserver, OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly refusals: Refusals,
  ) {}

  onModuleInit(): void {
    this.outbox.observe(this);
  }

  withheld({ call, error }: WithheldReport): void {
    if (call) this.refusals.add({ call, error });
  }
}
