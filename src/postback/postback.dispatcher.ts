import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  countUnhandled,
  IGNORED,
  InboxConsumer,
  type Outcome,
  type Write,
} from '../inbox/index.js';
import type {
  EventKind,
  EventOf,
  Handling,
  MessengerEvent,
  Params,
  Tap,
  UnhandledReason,
} from '../messaging/index.js';
import { callHandler } from './call-handler.js';
import { DeadButtons } from './dead-buttons.service.js';
import { PayloadDataError } from './postback.errors.js';
import { POSTBACK_OPTIONS, type PostbackModuleOptions } from './postback.options.js';
import { PostbackRoutes, type RouteHandler } from './postback.routes.js';
import type { TapKind } from './declared-route.js';
import { redactPayload } from './redact-payload.js';
import { readPayload, validateData } from './tap-data.js';

type TapEvent = EventOf<TapKind>;

const NO_PARAMS: Params = Object.freeze({});

/** Evidence for the outbox, the referral folder's business, and what nobody can know how to handle. */
const NOT_ROUTED: ReadonlySet<EventKind> = new Set<EventKind>(['echo', 'referral', 'unknown']);

/** Brings each event to its one handler and makes replies of what that returns. */
@Injectable()
export class PostbackDispatcher extends InboxConsumer {
  private readonly logger = new Logger(PostbackDispatcher.name);

  constructor(
    private readonly routes: PostbackRoutes,
    private readonly deadButtons: DeadButtons,
    @Inject(POSTBACK_OPTIONS) private readonly options: PostbackModuleOptions,
  ) {
    super();
  }

  override consume(event: MessengerEvent, handling: Handling): Promise<Outcome> {
    return this.isOurs(event) ? this.dispatch(event, handling) : Promise.resolve(IGNORED);
  }

  /** Instagram and WhatsApp are stored, but their channels are not built yet. Nobody answers a test button. */
  private isOurs(event: MessengerEvent): boolean {
    const watched = event.standby && this.options.standby !== 'route';
    return event.channel === 'messenger' && !event.test && !watched && !NOT_ROUTED.has(event.kind);
  }

  private dispatch(event: MessengerEvent, handling: Handling): Promise<Outcome> {
    if (event.kind === 'postback' || event.kind === 'quick_reply')
      return this.dispatchTap(event, handling);
    if (event.kind === 'text') {
      const match = this.routes.set.texts.match('text', event.text);
      return this.run(match?.route.target, {
        ...event,
        ...handling,
        params: match?.params ?? NO_PARAMS,
      });
    }
    return this.run(this.handlerOf(event), { ...event, ...handling, params: NO_PARAMS });
  }

  private handlerOf(event: MessengerEvent): RouteHandler | undefined {
    const { attachments, events } = this.routes.set;
    if (event.kind !== 'attachment') return events.get(event.kind);
    return attachments.get(event.attachments[0]?.type ?? null) ?? attachments.get(null);
  }

  /** A button of another app shows its tap but not its payload: nothing to route, and not ours to answer. */
  private async dispatchTap(event: TapEvent, handling: Handling): Promise<Outcome> {
    const { userId, payload } = event;
    if (userId === null || payload === null) return IGNORED;
    const { action, data } = readPayload(payload);
    const tap: Tap = { ...event, ...handling, userId, payload, action, data, params: NO_PARAMS };
    const match = this.routes.set.taps.match(event.kind, action);
    if (!match) return this.unhandled(tap, 'no-route');
    const { definition, target } = match.route;
    try {
      const valid = definition?.shape ? await validateData(definition.shape, data) : data;
      return await this.run(target, { ...tap, params: match.params, data: valid });
    } catch (error) {
      if (error instanceof PayloadDataError) return this.unhandled(tap, 'bad-data');
      throw error;
    }
  }

  /** Logged and counted without the values in its payload: those may be a person's own. */
  private async unhandled(tap: Tap, reason: UnhandledReason): Promise<Outcome> {
    const { key, kind, pageId, payload } = tap;
    const sample = redactPayload(payload, this.routes.words);
    this.logger.warn({ msg: 'no handler takes this tap', reason, kind, sample, event: key });
    const outcome = await this.run(this.routes.set.unhandled, { ...tap, reason });
    const count: Write = (trx, now) => countUnhandled(trx, { pageId, reason, sample }, now);
    return { ...outcome, disposition: 'unhandled', writes: [...outcome.writes, count] };
  }

  private async run(
    handler: RouteHandler | null | undefined,
    received: Handling & Readonly<Record<string, unknown>>,
  ): Promise<Outcome> {
    if (!handler) return { ...IGNORED, disposition: 'unhandled' };
    const replies = await callHandler(handler, received);
    this.deadButtons.watch(handler, replies);
    return { disposition: 'handled', handler: handler.label, replies, writes: [] };
  }
}
