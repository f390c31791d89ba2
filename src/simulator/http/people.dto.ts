import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';

/** More than Messenger lets people write, and little enough to keep. */
const TEXT_MAX_CHARS = 20_000;

/** The query of every route below `people/:psid`. */
export class PersonQuery {
  /** The page's id; the first page when left out. */
  @IsOptional()
  @IsString()
  readonly page?: string;

  /** Overrides what the `Accept` header asks for. */
  @IsOptional()
  @IsIn(['text', 'json'])
  readonly format?: 'text' | 'json';

  /** How long to wait for the page's answer, in milliseconds; 0 answers at once. */
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(60_000)
  readonly wait?: number;
}

/** `{ "button": "Buy" }`, or `{ "payload": "BUY_7", "title": "Buy" }`. */
export class TapBody {
  @ValidateIf(({ payload }: TapBody) => payload === undefined)
  @IsNotEmpty({ message: 'give "button" (its title) or "payload"' })
  @MaxLength(TEXT_MAX_CHARS)
  @IsString()
  readonly button?: string;

  @IsOptional()
  @MaxLength(TEXT_MAX_CHARS)
  @IsString()
  readonly payload?: string;

  @IsOptional()
  @MaxLength(TEXT_MAX_CHARS)
  @IsString()
  readonly title?: string;
}

/** `{ "title": "Yes" }` or `{ "payload": "CONFIRM_YES" }`, with `"force": true` for one that is not on screen. */
export class QuickReplyBody {
  @ValidateIf(({ payload }: QuickReplyBody) => payload === undefined)
  @IsNotEmpty({ message: 'give "title" or "payload"' })
  @MaxLength(TEXT_MAX_CHARS)
  @IsString()
  readonly title?: string;

  @IsOptional()
  @MaxLength(TEXT_MAX_CHARS)
  @IsString()
  readonly payload?: string;

  /** A form has no booleans, so the text `true` counts. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value))
  @IsBoolean()
  readonly force?: boolean;
}

export class SayBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(TEXT_MAX_CHARS)
  readonly text: string = '';

  /** The `mid` of a message that the text quotes. */
  @IsOptional()
  @MaxLength(TEXT_MAX_CHARS)
  @IsString()
  readonly replyTo?: string;
}

/** The `ref` of the m.me link, or the id of the ad, or both. */
export class ArriveBody {
  @ValidateIf(({ adId }: ArriveBody) => adId === undefined)
  @IsString()
  @IsNotEmpty()
  readonly ref?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly adId?: string;
}

/** `{ "url": "https://shop.example/mug.png" }`, an image unless `type` says otherwise. */
export class AttachBody {
  @IsOptional()
  @IsIn(['image', 'video', 'audio', 'file'])
  readonly type: 'image' | 'video' | 'audio' | 'file' = 'image';

  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'give "url": the address of the file, http or https' },
  )
  readonly url: string = '';
}

/** `{ "mid": "m_…", "emoji": "❤" }`; without the emoji the reaction is taken back. */
export class ReactBody {
  @IsString()
  @IsNotEmpty()
  readonly mid: string = '';

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly emoji?: string;
}

/** `{ "mid": "m_…", "text": "new words" }` */
export class EditBody {
  @IsString()
  @IsNotEmpty()
  readonly mid: string = '';

  @IsString()
  @IsNotEmpty()
  @MaxLength(TEXT_MAX_CHARS)
  readonly text: string = '';
}
