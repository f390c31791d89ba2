import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Acted, Chat, PersonAct } from '../contract.js';
import { People } from '../people.js';
import { ActPipe } from './act.pipe.js';
import { ApiController } from './api-controller.js';
import { PageQuery } from './people.dto.js';

/** One chat, and what its person does. */
@ApiController('people/:psid')
export class PeopleController {
  constructor(private readonly people: People) {}

  @Get()
  chat(@Param('psid') psid: string, @Query() { page }: PageQuery): Chat {
    return this.people.chat({ psid, page });
  }

  @Post('acts')
  @HttpCode(200)
  async act(
    @Param('psid') psid: string,
    @Query() { page }: PageQuery,
    @Body(ActPipe) act: PersonAct,
  ): Promise<Acted> {
    return { traceId: await this.people.act({ psid, page }, act) };
  }
}
