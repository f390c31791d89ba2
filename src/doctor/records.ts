import type { Kysely } from 'kysely';
import { lastHeardAt } from '../inbox/index.js';
import { lastPeople } from '../outbox/index.js';
import type { Tables } from '../store/index.js';

/** What the service's database tells. */
export interface Records {
  /** Why nothing can be stored; `null` when it can. */
  readonly problem: () => Promise<string | null>;
  /** When somebody last did something on a page, by Meta's time; `null` when nobody ever did. */
  readonly lastHeardAt: (pageId: string) => Promise<number | null>;
  /** Who did something last, the last one first. */
  readonly lastPeople: (pageId: string, limit: number) => Promise<readonly string[]>;
}

/** @param tables `null` when there is no database yet */
export function recordsOf(
  tables: Kysely<Tables> | null,
  problem: () => Promise<string | null>,
): Records {
  return {
    problem,
    lastHeardAt: async (pageId) => (tables === null ? null : lastHeardAt(tables, pageId)),
    lastPeople: async (pageId, limit) => (tables === null ? [] : lastPeople(tables, pageId, limit)),
  };
}
