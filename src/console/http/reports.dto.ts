import { Type } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { type Touch, TOUCHES } from '../../referral/index.js';

const DAYS_DEFAULT = 30;
/** Ten years: all of them. */
const DAYS_MAX = 3650;

export class CampaignsQuery {
  /** How far back. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(DAYS_MAX)
  readonly days: number = DAYS_DEFAULT;

  @IsIn(TOUCHES)
  readonly touch: Touch = 'last';
}
