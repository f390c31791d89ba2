import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Inbox } from '../inbox/index.js';
import { Simulator } from '../simulator/index.js';
import { DeliveryReader } from '../webhook/index.js';

/** In the place of HTTP: takes what the stand-in for Meta delivers to the inbox, read as the webhook reads it. */
@Injectable()
export class InProcessWebhook implements OnModuleInit {
  /** Why the inbox took nothing, the last time that it did not. */
  lastError: unknown = null;
  private underWay = 0;

  constructor(
    private readonly simulator: Simulator,
    private readonly inbox: Inbox,
    private readonly reader: DeliveryReader,
  ) {}

  /** Whether something is on its way to the inbox: what a person did, or an echo. */
  get isReceiving(): boolean {
    return this.underWay > 0;
  }

  onModuleInit(): void {
    this.simulator.connect(async (body) => {
      this.underWay += 1;
      const status = await this.receive(body);
      this.underWay -= 1;
      return { status, error: null };
    });
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
