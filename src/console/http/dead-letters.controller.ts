import { Get, HttpCode, Param, Post } from '@nestjs/common';
import { type DeadLetter, type EventRow, InboxOperator, readKeptEvent } from '../../inbox/index.js';
import { EventGoneError } from '../console.errors.js';
import type { DeadLetterHistory, DeadLetterRow, Operated } from '../contract.js';
import { EventHub } from '../events/event-hub.js';
import { ACTOR } from './actor.js';
import { ApiController } from './api-controller.js';
import { DeadLetterParams } from './dead-letters.dto.js';

const SHOWN_MAX = 200;

/** Events that were given up on, and what to do with them. */
@ApiController('dead-letters')
export class DeadLettersController {
  constructor(
    private readonly operator: InboxOperator,
    private readonly hub: EventHub,
  ) {}

  @Get()
  async all(): Promise<readonly DeadLetterRow[]> {
    return (await this.operator.deadLetters(SHOWN_MAX)).map(rowOf);
  }

  @Get(':key')
  async one(@Param() { key }: DeadLetterParams): Promise<DeadLetterHistory> {
    const history = await this.operator.historyOf(key);
    if (!history) throw new EventGoneError(key);
    const { event, attempts, audit } = history;
    return {
      payload: payloadOf(event),
      attempts: attempts.map(({ attempt, ended_at, handler, error }) => ({
        attempt,
        endedAt: isoOf(ended_at),
        handler,
        error,
      })),
      audit: audit.map(({ at, actor, action }) => ({ at: isoOf(at), actor, action })),
    };
  }

  @Post(':key/replay')
  @HttpCode(200)
  async replay(@Param() { key }: DeadLetterParams): Promise<Operated> {
    const replayed = await this.operator.replay([key], ACTOR, { onlyFailed: true });
    return this.operated(replayed.length > 0);
  }

  @Post(':key/drop')
  @HttpCode(200)
  async drop(@Param() { key }: DeadLetterParams): Promise<Operated> {
    return this.operated(await this.operator.drop(key, ACTOR));
  }

  /** Tells it to every page, also to those whose list was out of date. */
  private operated(done: boolean): Operated {
    this.hub.tell({ kind: 'operator-lists' });
    return { done };
  }
}

function rowOf(letter: DeadLetter): DeadLetterRow {
  const { key, page_id: pageId, handler, attempts, error, blocks } = letter;
  return {
    key,
    pageId,
    handler,
    attempts,
    blocks,
    error: error ?? '',
    receivedAt: isoOf(letter.received_at),
    givenUpAt: isoOf(letter.finished_at ?? 0),
  };
}

function payloadOf(row: EventRow): string | null {
  const event = readKeptEvent(row);
  return event?.kind === 'postback' || event?.kind === 'quick_reply' ? event.payload : null;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
