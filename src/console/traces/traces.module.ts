import { Module } from '@nestjs/common';
import { OutboxModule } from '../../outbox/index.js';
import { StandInRecords } from './stand-in-records.js';
import { TraceLog } from './trace-log.js';
import { TraceRecorder } from './trace-recorder.js';

const PARTS = [TraceLog, TraceRecorder, StandInRecords];

/** The part of the console that the inbox tells what happens; apart from the rest, which asks the inbox. */
@Module({ imports: [OutboxModule], providers: PARTS, exports: PARTS })
export class TracesModule {}
