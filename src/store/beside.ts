import { severities } from '../core/facts/vocabulary.ts';
import { rowAt } from './chain.ts';
import type { Database } from './database.ts';
import { storedRow } from './rows.ts';
import type { EventRow, Tables } from './tables.ts';

/** A row beside the log that is not as its event says: `added` has none, `changed` says something else, `missing` is not there. */
export type BesideFault = {
  readonly fault: 'added' | 'changed' | 'missing';
  /** Of its event, or of the one that it names. */
  readonly seq: number;
  readonly says: string;
};

/** Rows of so many events are read at once. */
const SPAN = 20_000;

const STATES = ['pending', 'sent', 'dropped'];

/** A row of one of the tables: what it must have of its event, and how it is called. */
type Found = { readonly seq: number; readonly is: string; readonly name: string };

type Bounds = { readonly gt?: number; readonly lt?: number; readonly lte?: number };

type Kind = {
  readonly name: string;
  /** What each event says, by its row. */
  readonly said: Map<number, string>;
  /** Whether an event has one row; an alert has one a channel. */
  readonly single: boolean;
  read(tables: Tables, account: string, seq: Bounds): Promise<readonly Found[]>;
};

const text = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);

const kinds = () =>
  ({
    intent: {
      name: 'intent',
      said: new Map<number, string>(),
      single: true,
      read: async (tables, account, seq) =>
        (await tables.intent.findMany({ where: { account, seq } })).map(({ seq, clientId, decision, leg }) => ({
          seq,
          is: text(clientId, decision, leg),
          name: clientId,
        })),
    },
    fill: {
      name: 'fill',
      said: new Map<number, string>(),
      single: true,
      read: async (tables, account, seq) =>
        (await tables.fill.findMany({ where: { account, seq } })).map(({ seq, symbol, tradeId }) => ({
          seq,
          is: text(symbol, tradeId),
          name: `${tradeId} of ${symbol}`,
        })),
    },
    alert: {
      name: 'delivery',
      said: new Map<number, string>(),
      single: false,
      read: async (tables, account, createdSeq) =>
        (await tables.delivery.findMany({ where: { account, createdSeq } })).map((row) => {
          const { createdSeq: seq, alert, severity, channel, state, sentAt } = row;
          const sound = STATES.includes(state) && (state === 'sent') === (sentAt !== null);
          return { seq, is: text(alert, sound ? severity : state), name: `of alert ${alert} to ${channel}` };
        }),
    },
  }) satisfies Record<string, Kind>;

/** Where the rows of one table are looked through: all numbers, those that no event can have too. */
function* spans(last: number): Generator<Bounds> {
  yield { lt: 1 };
  for (let after = 0; after < last; after += SPAN) yield { gt: after, lte: Math.min(after + SPAN, last) };
  yield { gt: last };
}

/**
 * Holds what the database must have beside each event, its intents, fills and deliveries, against the events of a log that is whole:
 * `take` is given every row, then `end` looks, up to the last one.
 */
export function besideCheck() {
  const { intent, fill, alert } = kinds();
  return {
    take(row: EventRow): void {
      if (row.type !== 'intent' && row.type !== 'fill' && row.type !== 'alert') return;
      const { event, seq } = storedRow(row);
      if (event.type === 'intent') intent.said.set(seq, text(event.clientId, event.decision, event.leg));
      else if (event.type === 'fill') fill.said.set(seq, text(event.symbol, event.tradeId));
      else if (event.type === 'alert') alert.said.set(seq, text(event.id, severities.indexOf(event.severity)));
    },
    async end(database: Database, account: string, last: number): Promise<BesideFault | undefined> {
      for (const kind of [intent, fill, alert]) {
        const fault = await compare(database, account, kind, last);
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
  };
}

async function compare(database: Database, account: string, kind: Kind, last: number): Promise<BesideFault | undefined> {
  const { name: what, said, single } = kind;
  const seen = new Set<number>();
  for (const span of spans(last)) {
    const rows = await database.run(`read the ${what} rows of ${account}`, (tables) => kind.read(tables, account, span));
    for (const { seq, is, name } of rows) {
      const row = `${what} ${name}`;
      // A desk at work has written on meanwhile.
      if (seq > last && (await rowAt(database, account, seq)) !== undefined) continue;
      if (!said.has(seq)) return { fault: 'added', seq, says: `${row} belongs to row ${seq}, which tells of none` };
      if (single && seen.has(seq)) return { fault: 'added', seq, says: `${row} is a second one of row ${seq}` };
      if (said.get(seq) !== is) return { fault: 'changed', seq, says: `${row} is not what row ${seq} says of it` };
      seen.add(seq);
    }
  }
  for (const seq of said.keys())
    if (!seen.has(seq))
      return { fault: 'missing', seq, says: `row ${seq} tells of ${what === 'intent' ? 'an' : 'a'} ${what} that is gone` };
  return undefined;
}
