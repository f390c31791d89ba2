import { Type } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, IsString, Max, Min } from 'class-validator';

/** `{ "value": "on" }`, or `{ "value": "on", "times": 1 }`. */
export class FaultBody {
  @IsString()
  @IsNotEmpty()
  readonly value: string = '';

  /** How often it strikes before it is off again. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  readonly times?: number;
}

/** Further than any window, retention or delay reaches. */
const YEAR_MS = 366 * 86_400_000;

/** `{ "ms": 86400000 }`; whole milliseconds, as Meta's times are. */
export class AdvanceBody {
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(YEAR_MS)
  readonly ms: number = Number.NaN;
}
