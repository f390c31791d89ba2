import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';

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
  @IsString()
  readonly button?: string;

  @IsOptional()
  @IsString()
  readonly payload?: string;

  @IsOptional()
  @IsString()
  readonly title?: string;
}

/** `{ "title": "Yes" }` or `{ "payload": "CONFIRM_YES" }`, with `"force": true` for one that is not on screen. */
export class QuickReplyBody {
  @ValidateIf(({ payload }: QuickReplyBody) => payload === undefined)
  @IsNotEmpty({ message: 'give "title" or "payload"' })
  @IsString()
  readonly title?: string;

  @IsOptional()
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
  readonly text: string = '';
}

/** The `ref` of the m.me link. */
export class ArriveBody {
  @IsString()
  @IsNotEmpty()
  readonly ref: string = '';
}
