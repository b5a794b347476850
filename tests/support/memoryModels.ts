import type { Queries } from '../../src/core/desk/queries.ts';
import type { StoredEvent } from '../../src/core/facts/eventLog.ts';
import { PROJECTIONS } from '../../src/store/projections/list.ts';
import { queriesOf } from '../../src/store/projections/queries.ts';
import type { Select } from '../../src/store/projections/select.ts';
import type { ModelTable, Written } from '../../src/store/projections/table.ts';

/** The read models of a log in memory: the rows that a database would hold, found by a look at all of them. */
export function memoryModels(): { take(stored: Pick<StoredEvent, 'seq' | 'event'>): void; readonly queries: Queries } {
  const tables = new Map<ModelTable, Map<string, Written>>();
  const standings = new Map(PROJECTIONS.map((one) => [one, one.start]));
  const select: Select = async (table, { where, order, newestFirst = false, limit = Number.POSITIVE_INFINITY }) => {
    const written = [...(tables.get(table)?.values() ?? [])];
    const rows = table.read(
      written.map(({ values }) => Object.fromEntries(table.columns.map((column, i) => [column, values[i]]))),
    );
    const holds = (found: unknown, operator: string, value: string | number): boolean => {
      if (typeof found !== 'string' && typeof found !== 'number') throw new Error('a condition on no plain column');
      return { '=': found === value, '>=': found >= value, '<': found < value, '<=': found <= value }[operator] ?? false;
    };
    return rows
      .filter((row) => where.every(([column, operator, value]) => holds(row[column], operator, value)))
      .toSorted((a, b) => {
        const column = order.find((one) => a[one] !== b[one]);
        return column === undefined ? 0 : a[column] < b[column] === newestFirst ? 1 : -1;
      })
      .slice(0, limit);
  };
  return {
    take({ seq, event }) {
      for (const one of PROJECTIONS) {
        const { standing, rows } = (standings.get(one) ?? one.start).after(event, seq);
        standings.set(one, standing);
        for (const row of rows) {
          const own = tables.get(row.table) ?? new Map<string, Written>();
          tables.set(row.table, own.set(row.key, row));
        }
      }
    },
    queries: queriesOf(select),
  };
}
