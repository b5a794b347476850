import type { ClosedTrade } from '../state/closedTrade.ts';
import { HOUR, utcDay } from '../time.ts';

/** What trades can be grouped by. */
export const GROUPINGS = ['strategy', 'symbol', 'reason', 'hour'] as const;
export type Grouping = (typeof GROUPINGS)[number];

const keys = {
  symbol: (trade: ClosedTrade) => trade.symbol,
  strategy: (trade: ClosedTrade) => trade.strategy,
  /** UTC hour of the entry, `00` to `23`. */
  hour: (trade: ClosedTrade) => String(Math.floor((trade.openedAt - utcDay(trade.openedAt)) / HOUR)).padStart(2, '0'),
  reason: (trade: ClosedTrade) => trade.why,
} satisfies Record<Grouping, (trade: ClosedTrade) => string>;

/** The group of a trade: its symbol, its strategy, its hour of entry or its exit reason. */
export const groupOf = (trade: ClosedTrade, by: Grouping): string => keys[by](trade);
