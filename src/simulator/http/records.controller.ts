import { Controller, Get, Header } from '@nestjs/common';
import { serialiseAsMeta } from '../delivery/meta-json.js';
import type { Alert } from '../delivery/outages.js';
import type { SentRequest } from '../graph/graph-exchange.js';
import { Simulator } from '../simulator.service.js';

/** What went over the wire in both directions, for tests. */
@Controller()
export class RecordsController {
  constructor(private readonly simulator: Simulator) {}

  /** Graph calls received, without tokens. */
  @Get('sent')
  sent(): readonly SentRequest[] {
    return this.simulator.sent();
  }

  /** What Meta would have written to the app's developers. */
  @Get('alerts')
  alerts(): readonly Alert[] {
    return this.simulator.alerts();
  }

  /** Webhook deliveries with every attempt; ids that are numbers on the wire keep all their digits. */
  @Get('deliveries')
  @Header('Content-Type', 'application/json')
  deliveries(): string {
    return serialiseAsMeta(this.simulator.deliveries());
  }
}
