import { Matches } from 'class-validator';

/** The key of an event, in the path. */
export class DeadLetterParams {
  @Matches(/^[0-9a-f]{64}$/, { message: 'key must be 64 hexadecimal digits' })
  readonly key: string = '';
}
