import type { Kysely } from 'kysely';
import { lastHeardAt } from '../inbox/index.js';
import { lastPeople } from '../outbox/index.js';
import type { Tables } from '../store/index.js';
import { RecordsUnreadableError } from './doctor.errors.js';

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
  // Whatever is asked afterwards fails for the same reason.
  let failure: RecordsUnreadableError | null = null;
  const read = async <T>(otherwise: T, look: (db: Kysely<Tables>) => Promise<T>): Promise<T> => {
    if (tables === null) return otherwise;
    try {
      return await look(tables);
    } catch (cause) {
      failure ??= new RecordsUnreadableError({ cause });
      throw failure;
    }
  };
  return {
    problem,
    lastHeardAt: (pageId) => read(null, (db) => lastHeardAt(db, pageId)),
    lastPeople: (pageId, limit) => read([], (db) => lastPeople(db, pageId, limit)),
  };
}
