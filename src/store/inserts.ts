import { severities } from '../core/facts/vocabulary.ts';
import { type DatabasePlace, parameter, type RawStatement } from './driver.ts';
import { type LogEntry, numberOf } from './rows.ts';
import type { EventRow } from './tables.ts';

/** The values of one row, in the order of its table's columns. */
type Values = RawStatement['values'];

/** Rows of one statement: its text is soon prepared, and its parameters stay below what a database takes. */
const MOST_ROWS = 500;

/**
 * All that one batch writes: its events, and what the database must hold unique or send on, in the same transaction. Many rows are one
 * statement: createMany plans one of its own for each size of a batch.
 */
export function insertsOf(
  provider: DatabasePlace['provider'],
  account: string,
  batch: readonly LogEntry[],
  rows: readonly EventRow[],
  channels: readonly string[],
): RawStatement[] {
  const intents: Values[] = [];
  const fills: Values[] = [];
  const deliveries: Values[] = [];
  batch.forEach(({ event }, index) => {
    const seq = rows[index]?.seq ?? 0;
    if (event.type === 'intent') intents.push([account, event.clientId, event.decision, event.leg, seq]);
    else if (event.type === 'fill') fills.push([account, event.symbol, event.tradeId, seq]);
    else if (event.type === 'alert') {
      const severity = severities.indexOf(event.severity);
      for (const channel of channels) deliveries.push([account, event.id, channel, severity, seq, 'pending', 0]);
    }
  });
  const events = rows.map(({ seq, at, type, body, step, hash }) => [account, seq, Number(at), type, body, numberOf(step), hash]);
  const into = (table: string, columns: readonly string[], values: readonly Values[]) =>
    insertRows(provider, table, columns, values);
  return [
    ...into('event', ['account', 'seq', 'at', 'type', 'body', 'step', 'hash'], events),
    ...into('intent', ['account', 'clientId', 'decision', 'leg', 'seq'], intents),
    ...into('fill', ['account', 'symbol', 'tradeId', 'seq'], fills),
    ...into('delivery', ['account', 'alert', 'channel', 'severity', 'createdSeq', 'state', 'attempts'], deliveries),
  ];
}

/** The statements that put rows into a table, their values in the order of `columns`. */
export function insertRows(
  provider: DatabasePlace['provider'],
  table: string,
  columns: readonly string[],
  rows: readonly Values[],
): RawStatement[] {
  const statements: RawStatement[] = [];
  for (let first = 0; first < rows.length; first += MOST_ROWS) {
    const some = rows.slice(first, first + MOST_ROWS);
    const places = some.map(
      (_, row) => `(${columns.map((_, i) => parameter(provider, row * columns.length + i + 1)).join(',')})`,
    );
    statements.push({
      sql: `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES ${places.join(',')}`,
      values: some.flat(),
    });
  }
  return statements;
}
