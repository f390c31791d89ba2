import { Injectable } from '@nestjs/common';

/** Keeps those who wait for the same thing from all coming back at once. Tests put one in its place that changes nothing. */
@Injectable()
export class Jitter {
  /** A fifth less to a fifth more. */
  around(ms: number): number {
    return ms * (0.8 + Math.random() * 0.4);
  }

  /** Anything up to so much: full jitter. */
  upTo(ms: number): number {
    return ms * Math.random();
  }

  /** A tenth more at most: nobody comes before Meta said. */
  beyond(ms: number): number {
    return ms * (1 + Math.random() * 0.1);
  }
}
