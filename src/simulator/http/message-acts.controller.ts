import {
  Body,
  Controller,
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
import { Simulator } from '../simulator.service.js';
import { AttachBody, EditBody, PersonQuery, ReactBody } from './people.dto.js';
import type { View } from './person-view.js';
import { SimulatorErrorFilter } from './simulator-error.filter.js';
import { ViewInterceptor } from './view.interceptor.js';
import { viewOfAct } from './view-of-act.js';

/** What people do with messages that are there, and with the page as a whole; for curl, as `PeopleController` is. */
@Controller('people/:psid')
@UsePipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }))
@UseFilters(SimulatorErrorFilter)
@UseInterceptors(ViewInterceptor)
export class MessageActsController {
  constructor(private readonly simulator: Simulator) {}

  @Post('attach')
  @HttpCode(200)
  attach(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() { type, url }: AttachBody,
  ): Promise<View> {
    return this.acting(psid, query, () => this.simulator.attach(psid, { type, url }, query.page));
  }

  @Post('react')
  @HttpCode(200)
  react(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() { mid, emoji }: ReactBody,
  ): Promise<View> {
    const choice = { mid, emoji: emoji ?? null };
    return this.acting(psid, query, () => this.simulator.react(psid, choice, query.page));
  }

  @Post('edit')
  @HttpCode(200)
  edit(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() { mid, text }: EditBody,
  ): Promise<View> {
    return this.acting(psid, query, () => this.simulator.edit(psid, { mid, text }, query.page));
  }

  @Post('read')
  @HttpCode(200)
  read(@Param('psid') psid: string, @Query() query: PersonQuery): Promise<View> {
    return this.acting(psid, query, () => this.simulator.read(psid, query.page));
  }

  @Post('block')
  @HttpCode(200)
  block(@Param('psid') psid: string, @Query() query: PersonQuery): View {
    return this.blocking(psid, query, true);
  }

  @Post('unblock')
  @HttpCode(200)
  unblock(@Param('psid') psid: string, @Query() query: PersonQuery): View {
    return this.blocking(psid, query, false);
  }

  private blocking(psid: string, { page }: PersonQuery, blocked: boolean): View {
    this.simulator.block(psid, blocked, page);
    const can = blocked ? 'can no longer write' : 'can write again';
    return { json: { psid, blocked }, text: `(the page ${can} to ${psid})\n` };
  }

  private acting(
    psid: string,
    query: PersonQuery,
    act: () => Promise<Delivery | null>,
  ): Promise<View> {
    return viewOfAct(this.simulator, { psid, query, act });
  }
}
