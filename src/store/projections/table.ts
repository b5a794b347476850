import { z } from 'zod';
import { decimal, fixed } from '../../core/money.ts';
import { type DatabasePlace, parameter } from '../driver.ts';

/** Money is decimal text in the database. */
export const money = z.codec(z.string(), z.bigint(), { decode: fixed, encode: decimal });

/** A plain number with a fraction: its shortest text reads back as the same number, which SQLite's own reading does not promise. */
export const fraction = z.codec(z.string(), z.number(), { decode: Number, encode: String });

type Provider = DatabasePlace['provider'];

/** One row on its way into its table; of two with the same key the later one counts. */
export type Written = { readonly table: ModelTable; readonly key: string; readonly values: readonly unknown[] };

/** `[column, operator, value]`; all of them hold. */
export type Condition<R> = readonly [column: keyof R & string, operator: '=' | '>=' | '<' | '<=', value: string | number];

export type Selection<R> = {
  readonly where: readonly Condition<R>[];
  readonly order: readonly (keyof R & string)[];
  readonly newestFirst?: boolean;
  readonly limit?: number;
};

/** The part of a table that is the same for all of them. */
export type ModelTable = {
  readonly name: string;
  readonly columns: readonly string[];
  /** Puts rows, a JSON list of lists, in the place of those with their keys. Parameters: account, rows. */
  upsert(provider: Provider): string;
  /** Deletes an account's rows. Parameter: account. */
  clear(provider: Provider): string;
};

export type ModelTableOf<R> = ModelTable & {
  write(row: R): Written;
  /** Reads rows of the database: objects whose values are as they were written. */
  read(rows: unknown): readonly R[];
  /**
   * The rows as one JSON text named `rows`. Parameters: account, then each value of `where`, then with `later` the order's columns of
   * the row after which to begin, then how many at most. What is written between two pages moves no row into both.
   */
  select(provider: Provider, selection: Selection<R>, later: boolean): string;
  /** The order's columns of a row. */
  placeOf(selection: Selection<R>, row: R): readonly (string | number)[];
};

export type RowOf<T> = T extends ModelTableOf<infer R> ? R : never;

const quoted = (name: string): string => `"${name}"`;

/** A table of a read model. Its columns are the keys of `shape`, besides the account, which stands first in every one. */
export function defineTable<S extends z.ZodRawShape>(
  name: string,
  shape: S,
  key: readonly (keyof S & string)[],
): ModelTableOf<z.output<z.ZodObject<S>>> {
  const row = z.object(shape);
  const rows = z.array(row);
  const columns = Object.keys(shape);
  const list = columns.map(quoted).join(', ');
  const keyed = ['account', ...key].map(quoted).join(', ');
  const set = columns.filter((column) => !key.includes(column)).map((column) => `${quoted(column)} = excluded.${quoted(column)}`);
  const conflict = `ON CONFLICT (${keyed}) DO ${set.length === 0 ? 'NOTHING' : `UPDATE SET ${set.join(', ')}`}`;
  const text = (column: string, i: number): string =>
    shape[column] instanceof z.ZodNumber ? `(value ->> ${i})::bigint` : `value ->> ${i}`;
  const fields = columns.map((column) => `'${column}', ${quoted(column)}`).join(', ');
  const place = columns.flatMap((column, i) => (key.includes(column) ? [i] : []));
  const table: ModelTableOf<z.output<z.ZodObject<S>>> = {
    name,
    columns,
    upsert: (provider) =>
      provider === 'sqlite'
        ? `INSERT INTO ${quoted(name)} ("account", ${list})
           SELECT ?, ${columns.map((_, i) => `value ->> ${i}`).join(', ')} FROM json_each(?) WHERE true ${conflict}`
        : `INSERT INTO ${quoted(name)} ("account", ${list})
           SELECT $1, ${columns.map(text).join(', ')} FROM json_array_elements($2::json) ${conflict}`,
    clear: (provider) => `DELETE FROM ${quoted(name)} WHERE "account" = ${parameter(provider, 1)}`,
    select(provider, { where, order, newestFirst = false }, later) {
      const conditions = where.map(([column, operator], i) => ` AND ${quoted(column)} ${operator} ${parameter(provider, i + 2)}`);
      const begin = where.length + 2;
      const place = `(${order.map(quoted).join(', ')}) ${newestFirst ? '<' : '>'} (${order.map((_, i) => parameter(provider, begin + i)).join(', ')})`;
      const by = order.map((column) => `${quoted(column)} ${newestFirst ? 'DESC' : 'ASC'}`).join(', ');
      const page = `SELECT ${list} FROM ${quoted(name)} WHERE "account" = ${parameter(provider, 1)}${conditions.join('')}${later ? ` AND ${place}` : ''}
        ORDER BY ${by} LIMIT ${parameter(provider, begin + (later ? order.length : 0))}`;
      return provider === 'sqlite'
        ? `SELECT json_group_array(json_object(${fields})) AS "rows" FROM (${page})`
        : `SELECT coalesce(json_agg(json_build_object(${fields})), '[]')::text AS "rows" FROM (${page}) AS "page"`;
    },
    placeOf: ({ order }, one) =>
      order.map((column) => {
        const value: unknown = one[column];
        if (typeof value === 'string' || typeof value === 'number') return value;
        throw new TypeError(`${name} cannot be read in the order of ${column}: expected text or a number`);
      }),
    read: (found) => rows.parse(found),
    write(value) {
      const values: readonly unknown[] = Object.values(z.encode(row, value));
      return { table, key: JSON.stringify(place.map((i) => values[i])), values };
    },
  };
  return table;
}
