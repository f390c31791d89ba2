import { type Kysely, sql } from 'kysely';
import type { OperatorStore, PeopleRows, Person, Schema, Tables } from '../store/index.js';

type Db = Kysely<Tables>;
type RowsByTable = Readonly<Record<string, readonly object[]>>;

/** What every folder keeps of a person. */
export async function exportEverywhere(
  db: Db,
  schemas: readonly Schema[],
  person: Person,
): Promise<RowsByTable> {
  let rows: RowsByTable = {};
  for (const { people } of schemas)
    if (people) rows = { ...rows, ...(await people.export(db, person)) };
  return asText(rows);
}

/** Folder by folder, so that a service beside it goes on. @returns how many rows there were, by table */
export async function eraseEverywhere(
  store: OperatorStore,
  schemas: readonly Schema[],
  person: Person,
): Promise<Readonly<Record<string, number>>> {
  let counts: Readonly<Record<string, number>> = {};
  // What was made later may refer to what was made before.
  for (const { people } of schemas.toReversed())
    if (people) counts = { ...counts, ...(await eraseFrom(store, people, person)) };
  return counts;
}

function eraseFrom(
  store: OperatorStore,
  people: PeopleRows,
  person: Person,
): Promise<Readonly<Record<string, number>>> {
  if (people.inPieces) return store.inPieces((db) => people.erase(db, person));
  return store.transaction((trx) => people.erase(trx.$extendTables<Tables>(), person));
}

/** The tables in which an id stands anywhere, whoever made them: a folder may have forgotten to say what it keeps. */
export async function tablesNaming(db: Db, userId: string): Promise<readonly string[]> {
  const found = [];
  for (const table of await tablesIn(db)) if (await isNamedIn(db, table, userId)) found.push(table);
  return found;
}

async function tablesIn(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_schema
    where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`.execute(db);
  return rows.map(({ name }) => name);
}

async function isNamedIn(db: Db, table: string, userId: string): Promise<boolean> {
  const { rows: columns } = await sql<{
    name: string;
  }>`select name from pragma_table_info(${table})`.execute(db);
  const holds = columns.map(
    ({ name }) => sql`instr(cast(${sql.ref(name)} as blob), ${Buffer.from(userId)}) > 0`,
  );
  const { rows } =
    await sql`select 1 from ${sql.table(table)} where ${sql.join(holds, sql` or `)} limit 1`.execute(
      db,
    );
  return rows.length > 0;
}

/** Bytes are shown as the text that they are, as a rule. */
function asText(all: RowsByTable): RowsByTable {
  return Object.fromEntries(
    Object.entries(all).map(([table, rows]) => [table, rows.map(withoutBytes)]),
  );
}

function withoutBytes(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
    ]),
  );
}
