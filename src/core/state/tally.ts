import { type Fixed, ZERO } from '../money.ts';
import type { ClosedTrade } from './closedTrade.ts';

/** What closed positions came to, amounts in quote currency after fees. Two tallies of different positions join into that of all. */
export type Tally = {
  readonly trades: number;
  readonly won: number;
  readonly net: Fixed;
  /** What the winners made, and what the losers lost, above zero. */
  readonly gained: Fixed;
  readonly lost: Fixed;
  readonly fees: Fixed;
  /** In units of the risk taken at each entry. */
  readonly r: number;
};

export const NO_TRADES: Tally = { trades: 0, won: 0, net: ZERO, gained: ZERO, lost: ZERO, fees: ZERO, r: 0 };

export const joined = (a: Tally, b: Tally): Tally => ({
  trades: a.trades + b.trades,
  won: a.won + b.won,
  net: a.net + b.net,
  gained: a.gained + b.gained,
  lost: a.lost + b.lost,
  fees: a.fees + b.fees,
  r: a.r + b.r,
});

export const tallyOf = ({ profit, fees, r }: Pick<ClosedTrade, 'profit' | 'fees' | 'r'>): Tally => ({
  trades: 1,
  won: profit > ZERO ? 1 : 0,
  net: profit,
  gained: profit > ZERO ? profit : ZERO,
  lost: profit > ZERO ? ZERO : -profit,
  fees,
  r,
});
