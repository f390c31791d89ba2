import { Injectable } from '@nestjs/common';
import type { StepOf } from './trace-entry.js';

/** What the stand-in saw. In live mode Meta keeps that to itself, and nobody connects a source. */
export interface RecordSource {
  /** Brings the log up to what was delivered. */
  catchUp(): void;
  /** The newest request that carried a reply, as Graph got it; `null` for what carries no metadata, such as typing dots. */
  find(intentId: string): StepOf<'graph'> | null;
}

/** The way from the recorder, which the inbox tells what happens, to the stand-in, which comes after the inbox. */
@Injectable()
export class StandInRecords implements RecordSource {
  private source: RecordSource | null = null;

  connect(source: RecordSource): void {
    this.source = source;
  }

  catchUp(): void {
    this.source?.catchUp();
  }

  find(intentId: string): StepOf<'graph'> | null {
    return this.source?.find(intentId) ?? null;
  }
}
