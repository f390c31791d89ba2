import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 500;

export class TracesQuery {
  /** Of this person only. */
  @IsOptional()
  @IsString()
  readonly psid?: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIMIT_MAX)
  readonly limit: number = LIMIT_DEFAULT;
}

/** The number of a trace, in the path. */
export class TraceParams {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  readonly id: number = 0;
}
