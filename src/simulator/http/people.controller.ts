import { BadRequestException, Body, Get, Param, Query } from '@nestjs/common';
import type { QuickReplyChoice, TapChoice } from '../platform/person-acts.js';
import { Simulator } from '../simulator.service.js';
import { viewOfAct } from './view-of-act.js';
import { ArriveBody, PersonQuery, QuickReplyBody, SayBody, TapBody } from './people.dto.js';
import { conversationView, type View } from './person-view.js';
import { Act, PeopleRoutes } from './simulator-routes.js';

/**
 * The people's hands, for curl and for tests in other processes. A `POST` does what the person does, waits until the
 * page has answered, and shows what is new in the chat.
 */
@PeopleRoutes()
export class PeopleController {
  constructor(private readonly simulator: Simulator) {}

  @Get()
  all(@Query() { page }: PersonQuery): View {
    const people = this.simulator.conversations(page).map(({ person, started, transcript }) => ({
      ...person,
      started,
      bubbles: transcript.length,
    }));
    return { json: people, text: people.map(({ psid, name }) => `${psid} ${name}\n`).join('') };
  }

  @Get(':psid')
  one(@Param('psid') psid: string, @Query() { page }: PersonQuery): View {
    const { simulator } = this;
    return conversationView(simulator.conversation(psid, page), simulator.screenOf(psid, page));
  }

  @Act(':psid/tap')
  tap(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() body: TapBody,
  ): Promise<View> {
    return viewOfAct(this.simulator, psid, query, () =>
      this.simulator.tap(psid, tapOf(body), query.page),
    );
  }

  @Act(':psid/get-started')
  getStarted(@Param('psid') psid: string, @Query() query: PersonQuery): Promise<View> {
    return viewOfAct(this.simulator, psid, query, () =>
      this.simulator.getStarted(psid, query.page),
    );
  }

  @Act(':psid/quick-reply')
  quickReply(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() body: QuickReplyBody,
  ): Promise<View> {
    const choice = quickReplyOf(body);
    return viewOfAct(this.simulator, psid, query, () =>
      this.simulator.quickReply(psid, choice, query.page),
    );
  }

  @Act(':psid/say')
  say(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() { text, replyTo }: SayBody,
  ): Promise<View> {
    return viewOfAct(this.simulator, psid, query, () =>
      this.simulator.say(psid, text, query.page, replyTo),
    );
  }

  @Act(':psid/arrive')
  arrive(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() { ref, adId }: ArriveBody,
  ): Promise<View> {
    const arrival = { ...(ref !== undefined && { ref }), ...(adId !== undefined && { adId }) };
    return viewOfAct(this.simulator, psid, query, () =>
      this.simulator.arrive(psid, arrival, query.page),
    );
  }

  @Act(':psid/redeliver')
  redeliver(@Param('psid') psid: string, @Query() query: PersonQuery): Promise<View> {
    return viewOfAct(this.simulator, psid, query, () => this.simulator.redeliver(psid, query.page));
  }

  /** The body is one element of `messaging[]`: `{ "reaction": { … } }`. */
  @Act(':psid/raw')
  raw(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() item: Record<string, unknown>,
  ): Promise<View> {
    return viewOfAct(this.simulator, psid, query, () =>
      this.simulator.raw(psid, { ...item }, query.page),
    );
  }
}

function tapOf({ button, payload, title }: TapBody): TapChoice {
  if (button === undefined) return { payload: payload ?? '', ...(title && { title }) };
  if (payload === undefined && title === undefined) return { button };
  throw new BadRequestException('give "button" alone, or "payload" with or without "title"');
}

function quickReplyOf({ payload, title, force }: QuickReplyBody): QuickReplyChoice {
  if (payload === undefined) return { title: title ?? '' };
  return { payload, ...(title !== undefined && { title }), ...(force && { force }) };
}
