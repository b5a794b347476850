import type { EquityStretch } from '../analytics/equityStretch.ts';
import type { Grouping } from '../analytics/group.ts';
import type { Tallies } from '../analytics/tally.ts';
import type { ClosedTrade } from '../state/closedTrade.ts';
import type { Mark } from '../state/dayMark.ts';
import type { Trade } from '../state/trade.ts';
import type { Ms } from '../time.ts';

/** A mark with the event that made it: what comes behind that is not in it. */
export type StoredMark = Omit<Mark, 'closed'> & { readonly seq: number };

/** What has been, however long ago: answered from read models beside the log, a few rows at a time. Rejects with StoreError. */
export type Queries = {
  /**
   * The legs of each of the newest trades that have ended, of those that were in one symbol where it is named, the last ended first; the
   * legs of one in the order of their closing.
   */
  trades(limit: number, symbol?: string): Promise<readonly (readonly ClosedTrade[])[]>;
  /** A closed position; undefined where there is none of that id. */
  trade(position: number): Promise<ClosedTrade | undefined>;
  /** The closed legs of a decision, in the order of their closing. */
  legs(decision: string): Promise<readonly ClosedTrade[]>;
  /** The trades that ended behind an event of the log; both legs of a pair are one. */
  tallies(by: Grouping, behind: number): Promise<Tallies>;
  /** The same trades one by one, each with the event that ended it, in their order. */
  ended(behind: number): Promise<readonly { readonly trade: Trade; readonly seq: number }[]>;
  /** The legs of each of the trades that ended behind one event of the log and up to another, in their order. */
  endedLegs(behind: number, upTo: number): Promise<readonly (readonly ClosedTrade[])[]>;
  /**
   * Where the account stood at the beginning of each UTC day from that of `from` on, and at its own beginning; the first `limit` of
   * them.
   */
  marks(from: Ms, limit?: number): Promise<readonly StoredMark[]>;
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
    legs: after(queries.legs),
    tallies: after(queries.tallies),
    endedLegs: after(queries.endedLegs),
    ended: after(queries.ended),
    marks: after(queries.marks),
    equity: after(queries.equity),
  };
}
