import type { Kysely } from 'kysely';
import { lastHeardAt } from '../inbox/index.js';
import { lastPeople } from '../outbox/index.js';
import type { Tables } from '../store/index.js';

/** What is wrong with the database. */
export interface StoreProblem {
  readonly seen: string;
  /** There is none yet: nobody knows whether the service would have one. */
  readonly isAbsent?: true;
}

/** What the service's database tells. */
export interface Records {
  /** Why nothing can be stored; `null` when it can. */
  readonly problem: () => Promise<StoreProblem | null>;
  /** When somebody last did something on a page, by Meta's time; `null` when nobody ever did. */
  readonly lastHeardAt: (pageId: string) => Promise<number | null>;
  /** Who did something last, the last one first. */
  readonly lastPeople: (pageId: string, limit: number) => Promise<readonly string[]>;
}

/** @param tables `null` when there is no database yet */
export function recordsOf(tables: Kysely<Tables> | null, problem: Records['problem']): Records {
  return {
    problem,
    lastHeardAt: async (pageId) => (tables === null ? null : lastHeardAt(tables, pageId)),
    lastPeople: async (pageId, limit) => (tables === null ? [] : lastPeople(tables, pageId, limit)),
  };
}
