import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  UseFilters,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import type { Delivery } from '../delivery/delivery.js';
import type { QuickReplyChoice, TapChoice } from '../platform/person-acts.js';
import { Simulator } from '../simulator.service.js';
import { viewOfAct } from './view-of-act.js';
import { ArriveBody, PersonQuery, QuickReplyBody, SayBody, TapBody } from './people.dto.js';
import { conversationView, type View } from './person-view.js';
import { SimulatorErrorFilter } from './simulator-error.filter.js';
import { ViewInterceptor } from './view.interceptor.js';

/**
 * The people's hands, for curl and for tests in other processes. A `POST` does what the person does, waits until the
 * page has answered, and shows what is new in the chat.
 */
@Controller('people')
@UsePipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }))
@UseFilters(SimulatorErrorFilter)
@UseInterceptors(ViewInterceptor)
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

  @Post(':psid/tap')
  @HttpCode(200)
  tap(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() body: TapBody,
  ): Promise<View> {
    return this.acting(psid, query, () => this.simulator.tap(psid, tapOf(body), query.page));
  }

  @Post(':psid/get-started')
  @HttpCode(200)
  getStarted(@Param('psid') psid: string, @Query() query: PersonQuery): Promise<View> {
    return this.acting(psid, query, () => this.simulator.getStarted(psid, query.page));
  }

  @Post(':psid/quick-reply')
  @HttpCode(200)
  quickReply(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() body: QuickReplyBody,
  ): Promise<View> {
    const choice = quickReplyOf(body);
    return this.acting(psid, query, () => this.simulator.quickReply(psid, choice, query.page));
  }

  @Post(':psid/say')
  @HttpCode(200)
  say(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() { text, replyTo }: SayBody,
  ): Promise<View> {
    return this.acting(psid, query, () => this.simulator.say(psid, text, query.page, replyTo));
  }

  @Post(':psid/arrive')
  @HttpCode(200)
  arrive(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() { ref, adId }: ArriveBody,
  ): Promise<View> {
    const arrival = { ...(ref !== undefined && { ref }), ...(adId !== undefined && { adId }) };
    return this.acting(psid, query, () => this.simulator.arrive(psid, arrival, query.page));
  }

  @Post(':psid/redeliver')
  @HttpCode(200)
  redeliver(@Param('psid') psid: string, @Query() query: PersonQuery): Promise<View> {
    return this.acting(psid, query, () => this.simulator.redeliver(psid, query.page));
  }

  /** The body is one element of `messaging[]`: `{ "reaction": { … } }`. */
  @Post(':psid/raw')
  @HttpCode(200)
  raw(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() item: Record<string, unknown>,
  ): Promise<View> {
    return this.acting(psid, query, () => this.simulator.raw(psid, { ...item }, query.page));
  }

  private acting(
    psid: string,
    query: PersonQuery,
    act: () => Promise<Delivery | null>,
  ): Promise<View> {
    return viewOfAct(this.simulator, { psid, query, act });
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
