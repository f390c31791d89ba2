import { Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { TraceGoneError } from '../console.errors.js';
import { ConsoleOptions } from '../console.options.js';
import type { Replayed, Trace } from '../contract.js';
import { curlOf } from '../copies/curl-text.js';
import { TestTexts } from '../copies/test-texts.service.js';
import { People } from '../people.js';
import type { TraceEntry } from '../traces/trace-entry.js';
import { TraceLog } from '../traces/trace-log.js';
import { traceOf } from '../traces/trace-view.js';
import { ApiController } from './api-controller.js';
import { TraceParams, TracesQuery } from './traces.dto.js';

/** What happened to taps, and what to do with them. */
@ApiController('traces')
export class TracesController {
  constructor(
    private readonly log: TraceLog,
    private readonly people: People,
    private readonly tests: TestTexts,
    private readonly options: ConsoleOptions,
  ) {}

  @Get()
  all(@Query() { psid, limit }: TracesQuery): readonly Trace[] {
    return this.log
      .all()
      .filter(({ subject }) => psid === undefined || subject.psid === psid)
      .slice(0, limit)
      .map(traceOf);
  }

  @Get(':id')
  one(@Param() { id }: TraceParams): Trace {
    return traceOf(this.entry(id));
  }

  @Post(':id/replay')
  @HttpCode(200)
  async replay(@Param() { id }: TraceParams): Promise<Replayed> {
    return { traceId: await this.people.redeliver(id) };
  }

  /** For a terminal of this machine: the person does it once more. */
  @Get(':id/curl')
  curl(@Param() { id }: TraceParams, @Req() { headers }: Request): string {
    const { mode, simulatorPath } = this.options;
    const url = mode === 'demo' ? `http://${headers.host}${simulatorPath}` : null;
    return curlOf(this.entry(id), url);
  }

  /** For a file beside the handler. */
  @Get(':id/test')
  test(@Param() { id }: TraceParams): string {
    return this.tests.of(this.entry(id));
  }

  private entry(id: number): TraceEntry {
    const entry = this.log.find(id);
    if (entry) return entry;
    throw new TraceGoneError(id);
  }
}
