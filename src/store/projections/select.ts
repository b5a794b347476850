import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from '../database.ts';
import type { ModelTableOf, Selection } from './table.ts';

/** Reads rows of a read model, in order. Throws StoreError. */
export type Select = <R>(table: ModelTableOf<R>, selection: Selection<R>) => Promise<readonly R[]>;

/** Read and parsed at once: about a ms. After each page the desk does what else is due, as SQLite answers synchronously. */
const PAGE = 200;

const found = z.array(z.object({ rows: z.string() }));

/** Reads the models of one account from its database. */
export function selectFrom(database: Database, account: string): Select {
  const { provider } = database.place;
  return async (table, selection) => {
    const { where, limit = Number.POSITIVE_INFINITY } = selection;
    const values = where.map(([, , value]) => value);
    const rows: ReturnType<typeof table.read>[number][] = [];
    while (rows.length < limit) {
      const wanted = Math.min(PAGE, limit - rows.length);
      const last = rows.at(-1);
      const sql = table.select(provider, selection, last !== undefined);
      const after = last === undefined ? [] : table.placeOf(selection, last);
      const [page] = found.parse(
        await database.run(`read ${table.name} rows of ${account}`, (tables) =>
          tables.$queryRawUnsafe(sql, account, ...values, ...after, wanted),
        ),
      );
      const read = table.read(JSON.parse(page?.rows ?? '[]'));
      rows.push(...read);
      // After the last one too: what asks for several kinds of rows reads on at once.
      await setImmediate();
      if (read.length < wanted) break;
    }
    return rows;
  };
}
