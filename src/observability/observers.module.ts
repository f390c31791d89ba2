import { Module } from '@nestjs/common';
import { OutboxModule } from '../outbox/index.js';
import { EventLog } from './logs/event-log.js';
import { Metrics } from './metrics/metrics.js';

const OBSERVERS = [EventLog, Metrics];

/** Who hears of events and sends; apart from the rest, which asks the inbox. */
@Module({ imports: [OutboxModule], providers: OBSERVERS, exports: OBSERVERS })
export class ObserversModule {}
