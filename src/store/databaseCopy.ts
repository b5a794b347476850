import { z } from 'zod';
import { type Connection, connect, type DatabasePlace } from './driver.ts';
import { insertRows } from './inserts.ts';
import { migrate } from './migrate.ts';

/** For a database that nobody else writes much to, ms. */
const WAITS = { lock: 3_000 };

const PAGE = 2_000;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** What a column can hold; whole numbers of 64 bits may come as text, which both databases take for the number. */
const values = z.array(z.array(z.union([z.string(), z.number(), z.null(), z.bigint().transform(String)])));

type Table = { readonly name: string; readonly columns: readonly string[]; readonly owner: string };

/** The tables of a SQLite file that hold an account's rows, each with the column that names it. */
async function tablesOf(file: Connection): Promise<readonly Table[]> {
  const tables: Table[] = [];
  const names = await file.rows(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('_prisma_migrations', 'sqlite_sequence') ORDER BY name`,
  );
  for (const [name] of names) {
    const columns = (await file.rows(`SELECT name FROM pragma_table_info(${quoted(String(name))})`)).map(([column]) =>
      String(column),
    );
    tables.push({ name: String(name), columns, owner: name === 'account' ? 'key' : 'account' });
  }
  return tables;
}

const whose = ({ owner }: Table, keys: readonly string[]): string =>
  `"${owner}" IN (${keys.length === 0 ? 'NULL' : keys.map(quoted).join(', ')})`;

const sqliteAt = (file: string): DatabasePlace => ({ provider: 'sqlite', file, name: file, journal: 'delete' });

/**
 * Copies what is in a database at one moment into a new SQLite file, while a desk may be writing: SQLite by `VACUUM INTO`; of a server,
 * which may serve others too, the accounts that are wanted, within one transaction that sees nothing later. Throws StoreError.
 */
export async function copyDatabase(place: DatabasePlace, wanted: (key: string) => boolean, file: string): Promise<void> {
  if (place.provider === 'sqlite') {
    await using(place, (from) => from.script(`VACUUM INTO ${quoted(file)}`));
    return;
  }
  await migrate(sqliteAt(file), WAITS);
  await using(place, (from) =>
    using(sqliteAt(file), async (copy) => {
      await from.script('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await copy.script('BEGIN');
      const known = await from.rows('SELECT "key" FROM "account"');
      const keys = known.map(([key]) => String(key)).filter(wanted);
      for (const table of await tablesOf(copy)) {
        const list = table.columns.map((column) => `"${column}"`).join(', ');
        await from.script(`DECLARE copied NO SCROLL CURSOR FOR SELECT ${list} FROM "${table.name}" WHERE ${whose(table, keys)}`);
        await pour(() => from.rows(`FETCH ${PAGE} FROM copied`), copy, 'sqlite', table);
        await from.script('CLOSE copied');
      }
      await copy.script('COMMIT');
      await from.script('COMMIT');
    }),
  );
}

/** Puts all rows of a SQLite file into a server's database, in one transaction, where none of its accounts may be. Throws StoreError. */
export async function pourDatabase(file: string, place: Extract<DatabasePlace, { provider: 'postgresql' }>): Promise<void> {
  await migrate(place, WAITS);
  await using(sqliteAt(file), (from) =>
    using(place, async (to) => {
      await to.script('BEGIN');
      for (const table of await tablesOf(from)) {
        const list = table.columns.map((column) => `"${column}"`).join(', ');
        let after = 0;
        const next = async (): Promise<readonly (readonly unknown[])[]> => {
          const page = await from.rows(
            `SELECT rowid, ${list} FROM "${table.name}" WHERE rowid > ${after} ORDER BY rowid LIMIT ${PAGE}`,
          );
          after = Number(page.at(-1)?.[0] ?? after);
          return page.map(([, ...row]) => row);
        };
        await pour(next, to, 'postgresql', table);
      }
      await to.script('COMMIT');
    }),
  );
}

/** Moves pages of a table's rows until one is empty. */
async function pour(
  next: () => Promise<readonly (readonly unknown[])[]>,
  to: Connection,
  provider: DatabasePlace['provider'],
  { name, columns }: Table,
): Promise<void> {
  for (;;) {
    const page = values.parse(await next());
    if (page.length === 0) return;
    for (const statement of insertRows(provider, name, columns, page)) await to.execute(statement);
  }
}

async function using<T>(place: DatabasePlace, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect(place, WAITS);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
