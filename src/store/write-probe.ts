import { type Kysely, sql } from 'kysely';

/** Writes a number of the file's head as it is: committed, it shows that the database takes writes. For use in a transaction. */
export async function probeWrite(trx: Kysely<object>): Promise<void> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(trx);
  const version = rows[0]?.user_version ?? 0;
  await sql`pragma user_version = ${sql.lit(version)}`.execute(trx);
}
