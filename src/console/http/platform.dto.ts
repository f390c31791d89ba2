import { IsInt, IsString, Max, Min } from 'class-validator';
import type { AdvanceBody } from '../contract.js';

/** Further than any window, retention or delay reaches. */
const ADVANCE_MAX_MS = 366 * 24 * 3_600_000;

export class FaultDto {
  /** One of the fault's choices. */
  @IsString()
  readonly value: string = '';
}

export class AdvanceDto implements AdvanceBody {
  @IsInt()
  @Min(0)
  @Max(ADVANCE_MAX_MS)
  readonly ms: number = -1;
}
