import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox } from '../../outbox/index.js';
import { EventHub } from './event-hub.js';

/** Tells the pages when there is one reply more on which an operator decides: no tap shows it. */
@Injectable()
export class RepliesNews implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly hub: EventHub,
  ) {}

  onModuleInit(): void {
    this.outbox.observe({ undecided: () => this.hub.tell({ kind: 'operator-lists' }) });
  }
}
