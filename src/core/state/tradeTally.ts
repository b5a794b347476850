import type { DeepReadonly } from '../facts/deepReadonly.ts';
import { type Fixed, ZERO } from '../money.ts';
import type { ClosedTrade } from './closedTrade.ts';

/** Sums over closed trades, kept as they close, so that nobody needs all of them for it. Amounts in quote currency. */
export type MutableTally = {
  trades: number;
  /** Those that made a profit after fees. */
  won: number;
  profit: Fixed;
  fees: Fixed;
  /** Sum of their R. */
  r: number;
  /** Those above 0 R, and the sum of their R. */
  readonly gains: { trades: number; r: number };
  /** Those at 0 R or below, and the sum of their R. */
  readonly losses: { trades: number; r: number };
};

export type TradeTally = DeepReadonly<MutableTally>;

const emptyTally = (): MutableTally => ({
  trades: 0,
  won: 0,
  profit: ZERO,
  fees: ZERO,
  r: 0,
  gains: { trades: 0, r: 0 },
  losses: { trades: 0, r: 0 },
});

/** Counts one more trade under a name. */
export function countTrade(tallies: Map<string, MutableTally>, name: string, trade: ClosedTrade): void {
  const tally = tallies.get(name) ?? emptyTally();
  tallies.set(name, tally);
  tally.trades += 1;
  if (trade.profit > ZERO) tally.won += 1;
  tally.profit += trade.profit;
  tally.fees += trade.fees;
  tally.r += trade.r;
  const side = trade.r > 0 ? tally.gains : tally.losses;
  side.trades += 1;
  side.r += trade.r;
}
