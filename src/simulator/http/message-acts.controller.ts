import { Body, Param, Query } from '@nestjs/common';
import { Simulator } from '../simulator.service.js';
import { AttachBody, EditBody, PersonQuery, ReactBody } from './people.dto.js';
import type { View } from './person-view.js';
import { viewOfAct } from './view-of-act.js';
import { Act, PeopleRoutes } from './simulator-routes.js';

/** What people do with messages that are there, and with the page as a whole; for curl, as `PeopleController` is. */
@PeopleRoutes()
export class MessageActsController {
  constructor(private readonly simulator: Simulator) {}

  @Act(':psid/attach')
  attach(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() { type, url }: AttachBody,
  ): Promise<View> {
    return viewOfAct(this.simulator, psid, query, () =>
      this.simulator.attach(psid, { type, url }, query.page),
    );
  }

  @Act(':psid/react')
  react(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() { mid, emoji }: ReactBody,
  ): Promise<View> {
    const choice = { mid, emoji: emoji ?? null };
    return viewOfAct(this.simulator, psid, query, () =>
      this.simulator.react(psid, choice, query.page),
    );
  }

  @Act(':psid/edit')
  edit(
    @Param('psid') psid: string,
    @Query() query: PersonQuery,
    @Body() { mid, text }: EditBody,
  ): Promise<View> {
    return viewOfAct(this.simulator, psid, query, () =>
      this.simulator.edit(psid, { mid, text }, query.page),
    );
  }

  @Act(':psid/read')
  read(@Param('psid') psid: string, @Query() query: PersonQuery): Promise<View> {
    return viewOfAct(this.simulator, psid, query, () => this.simulator.read(psid, query.page));
  }

  @Act(':psid/block')
  block(@Param('psid') psid: string, @Query() query: PersonQuery): View {
    return this.blocking(psid, query, true);
  }

  @Act(':psid/unblock')
  unblock(@Param('psid') psid: string, @Query() query: PersonQuery): View {
    return this.blocking(psid, query, false);
  }

  private blocking(psid: string, { page }: PersonQuery, blocked: boolean): View {
    this.simulator.block(psid, blocked, page);
    const can = blocked ? 'can no longer write' : 'can write again';
    return { json: { psid, blocked }, text: `(the page ${can} to ${psid})\n` };
  }
}
