import { Get, HttpCode, Param, Post } from '@nestjs/common';
import { OutboxOperator, type PageState, type UndecidedReply } from '../../outbox/index.js';
import type { HeldPage, Operated, RepliesReport, UndecidedRow } from '../contract.js';
import { EventHub } from '../events/event-hub.js';
import { ACTOR } from './actor.js';
import { ApiController } from './api-controller.js';
import { PageParams, ReplyParams } from './replies.dto.js';

const SHOWN_MAX = 200;

/** Replies that may have arrived or wait for their page, and what to do about them. */
@ApiController()
export class RepliesController {
  constructor(
    private readonly operator: OutboxOperator,
    private readonly hub: EventHub,
  ) {}

  @Get('replies')
  async report(): Promise<RepliesReport> {
    const { pages } = await this.operator.state();
    const undecided = await this.operator.undecided(SHOWN_MAX);
    return { held: pages.flatMap(heldOf), undecided: undecided.map(rowOf) };
  }

  @Post('replies/:id/resend')
  @HttpCode(200)
  async resend(@Param() { id }: ReplyParams): Promise<Operated> {
    return this.operated(await this.operator.resend(id, ACTOR));
  }

  @Post('replies/:id/drop')
  @HttpCode(200)
  async drop(@Param() { id }: ReplyParams): Promise<Operated> {
    return this.operated(await this.operator.drop(id, ACTOR));
  }

  @Post('pages/:pageId/resume')
  @HttpCode(200)
  async resume(@Param() { pageId }: PageParams): Promise<Operated> {
    const { pages } = await this.operator.state();
    const isHeld = pages.some((page) => page.pageId === pageId && page.paused !== null);
    if (isHeld) this.operator.resume(pageId);
    return this.operated(isHeld);
  }

  /** Tells it to every page, also to those whose list was out of date. */
  private operated(done: boolean): Operated {
    this.hub.tell({ kind: 'operator-lists' });
    return { done };
  }
}

function heldOf({ pageId, paused, waiting }: PageState): readonly HeldPage[] {
  if (paused === null) return [];
  return [{ pageId, why: paused.why, until: new Date(paused.until).toISOString(), waiting }];
}

function rowOf({ intentId: id, createdAt, ...facts }: UndecidedReply): UndecidedRow {
  return { id, storedAt: new Date(createdAt).toISOString(), ...facts };
}
