import { Controller, Get, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { EventHub } from '../events/event-hub.js';
import { EventStream } from '../events/event-stream.js';
import { ConsoleGuard } from './console.guard.js';
import { ConsoleProblemFilter } from './console-problem.filter.js';
import { TokenGuard } from './token.guard.js';

/** What happens, as it happens. The page reads it with `fetch`, because an EventSource cannot send the token. */
@Controller('console/api/events')
@UseGuards(ConsoleGuard, TokenGuard)
@UseFilters(ConsoleProblemFilter)
export class EventsController {
  constructor(private readonly hub: EventHub) {}

  @Get()
  events(@Res() response: Response): Promise<void> {
    return this.hub.serve(new EventStream(response));
  }
}
