import type { Trade } from '../state/trade.ts';
import { HOUR, utcDay } from '../time.ts';

/** What trades can be grouped by. */
export const GROUPINGS = ['strategy', 'symbol', 'reason', 'hour'] as const;
export type Grouping = (typeof GROUPINGS)[number];

const keys = {
  symbol: (trade: Trade) => trade.symbol,
  strategy: (trade: Trade) => trade.strategy,
  /** UTC hour of the entry, `00` to `23`. */
  hour: (trade: Trade) => String(Math.floor((trade.openedAt - utcDay(trade.openedAt)) / HOUR)).padStart(2, '0'),
  reason: (trade: Trade) => trade.why,
} satisfies Record<Grouping, (trade: Trade) => string>;

/** The group of a trade: its symbol, its strategy, its hour of entry or its exit reason. */
export const groupOf = (trade: Trade, by: Grouping): string => keys[by](trade);
