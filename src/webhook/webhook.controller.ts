import {
  BadRequestException,
  Controller,
  Get,
  Header,
  HttpCode,
  Post,
  Query,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { Inbox } from '../inbox/index.js';
import { DeliveryReader } from './delivery-reader.js';
import { SignatureGuard, SignedBody } from './signature.guard.js';
import { VerifyTokenGuard } from './verify-token.guard.js';
import { WebhookExceptionFilter } from './webhook-exception.filter.js';

/** Meta asks for the challenge back as it is; nothing in these characters can be read as HTML. */
const CHALLENGE = /^[0-9A-Za-z_-]{1,128}$/;

/** Where Meta calls us. What it may answer: DESIGN section 4. */
@Controller('webhook')
@UseFilters(WebhookExceptionFilter)
export class WebhookController {
  constructor(
    private readonly inbox: Inbox,
    private readonly reader: DeliveryReader,
  ) {}

  /**
   * Proves to Meta that this address is ours, when it is entered in the dashboard or by the API.
   * @see https://developers.facebook.com/docs/messenger-platform/webhooks#verification-requests (read 2026-11-23)
   */
  @Get()
  @UseGuards(VerifyTokenGuard)
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Content-Security-Policy', "default-src 'none'")
  verify(@Query('hub.challenge') challenge: unknown): string {
    if (typeof challenge !== 'string' || !CHALLENGE.test(challenge))
      throw new BadRequestException();
    return challenge;
  }

  /** Answers 200 only after everything the request brought is on disk. */
  @Post()
  @HttpCode(200)
  @UseGuards(SignatureGuard)
  @Header('Content-Type', 'text/plain; charset=utf-8')
  async receive(@SignedBody() body: Buffer): Promise<string> {
    await this.inbox.receive(this.reader.read(body));
    return 'EVENT_RECEIVED';
  }
}
