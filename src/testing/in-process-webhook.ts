import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Inbox } from '../inbox/index.js';
import { Simulator } from '../simulator/index.js';
import { DeliveryReader } from '../webhook/index.js';

/** In the place of HTTP: takes what the stand-in for Meta delivers to the inbox, read as the webhook reads it. */
@Injectable()
export class InProcessWebhook implements OnModuleInit {
  /** Why the inbox took nothing, the last time that it did not. */
  lastError: unknown = null;

  constructor(
    private readonly simulator: Simulator,
    private readonly inbox: Inbox,
    private readonly reader: DeliveryReader,
  ) {}

  onModuleInit(): void {
    this.simulator.connect(async ({ body }) => ({ status: await this.receive(body), error: null }));
  }

  private async receive(body: string): Promise<200 | 503> {
    try {
      await this.inbox.receive(this.reader.read(Buffer.from(body)));
      return 200;
    } catch (error) {
      this.lastError = error;
      return 503;
    }
  }
}
