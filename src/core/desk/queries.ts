import type { EquityStretch } from '../analytics/equityStretch.ts';
import type { Grouping } from '../analytics/group.ts';
import type { Tallies } from '../analytics/tally.ts';
import type { ClosedTrade } from '../state/closedTrade.ts';
import type { Ms } from '../time.ts';

/** What has been, however long ago: answered from read models beside the log, a few rows at a time. Rejects with StoreError. */
export type Queries = {
  /** The newest closed positions, the last closed first. */
  trades(limit: number): Promise<readonly ClosedTrade[]>;
  /** A closed position; undefined where there is none of that id. */
  trade(position: number): Promise<ClosedTrade | undefined>;
  /** What was closed at `from` and later. */
  tallies(by: Grouping, from: Ms): Promise<Tallies>;
  /** Equity from `from` to `to`, oldest first, in hours and where that would be too many in days; parts of an hour are left out. */
  equity(from: Ms, to: Ms): Promise<readonly EquityStretch[]>;
};

/** The same queries, each answered once all that has happened before it is stored. */
export function queriesAfter(stored: () => Promise<void>, queries: Queries): Queries {
  const after =
    <A extends readonly unknown[], R>(query: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await stored();
      return query(...args);
    };
  return {
    trades: after(queries.trades),
    trade: after(queries.trade),
    tallies: after(queries.tallies),
    equity: after(queries.equity),
  };
}
