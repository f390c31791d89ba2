import { sql } from 'kysely';

/**
 * The states that have an index of their own. SQLite uses a partial index only when the condition stands in the statement
 * as it does in the index: with a parameter in its place it looks through the whole table.
 */
export const isWaiting = sql<boolean>`state = 'waiting'`;
export const isDead = sql<boolean>`state = 'dead'`;
