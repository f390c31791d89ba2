import { type QueryExecutorProvider, sql } from 'kysely';
import { partiesOf } from '../messaging/index.js';
import type { Person } from '../store/index.js';

/**
 * The conversations of a person with all pages. Looks through the whole of each table.
 * @param tables those to look in, by their columns `conversation`
 */
export async function conversationsOfPerson(
  db: QueryExecutorProvider,
  { userId }: Person,
  tables: readonly string[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const table of tables) {
    const { rows } = await sql<{ conversation: string }>`
      select distinct conversation from ${sql.table(table)} where instr(conversation, ${userId}) > 0`.execute(
      db,
    );
    for (const { conversation } of rows) found.add(conversation);
  }
  // One id may be a part of another one.
  return [...found].filter((conversation) => partiesOf(conversation).userId === userId);
}
