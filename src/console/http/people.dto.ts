import {
  Equals,
  IsBoolean,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  MaxLength,
  ValidateIf,
} from 'class-validator';

/** Meta's limit for payloads. */
const PAYLOAD_CHARS_MAX = 1_000;

/** The query of everything about one chat. */
export class PageQuery {
  /** The page's id; the first page when left out. */
  @IsOptional()
  @IsString()
  readonly page?: string;
}

export class TapAct {
  @Equals('tap')
  readonly kind = 'tap';

  @IsString()
  @MaxLength(PAYLOAD_CHARS_MAX)
  readonly payload: string = '';

  @IsString()
  readonly title: string = '';

  @ValidateIf((_, value) => value !== null)
  @IsString()
  readonly mid: string | null = null;
}

export class GetStartedAct {
  @Equals('get-started')
  readonly kind = 'get-started';
}

export class QuickReplyAct {
  @Equals('quick-reply')
  readonly kind = 'quick-reply';

  @IsString()
  @MaxLength(PAYLOAD_CHARS_MAX)
  readonly payload: string = '';

  @IsString()
  readonly title: string = '';
}

export class SayAct {
  @Equals('say')
  readonly kind = 'say';

  @IsString()
  @IsNotEmpty()
  readonly text: string = '';

  @IsOptional()
  @IsString()
  readonly replyTo?: string;
}

export class SendImageAct {
  @Equals('send-image')
  readonly kind = 'send-image';

  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  readonly url: string = '';
}

export class ReactAct {
  @Equals('react')
  readonly kind = 'react';

  @IsString()
  @IsNotEmpty()
  readonly mid: string = '';

  @ValidateIf((_, value) => value !== null)
  @IsString()
  readonly emoji: string | null = null;
}

export class ArriveAct {
  @Equals('arrive')
  readonly kind = 'arrive';

  @IsOptional()
  @IsString()
  readonly ref?: string;

  @IsOptional()
  @IsString()
  readonly adId?: string;
}

export class BlockAct {
  @Equals('block')
  readonly kind = 'block';

  @IsBoolean()
  readonly blocked: boolean = true;
}
