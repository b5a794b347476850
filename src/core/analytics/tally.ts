import { type Fixed, ZERO } from '../money.ts';
import type { ClosedTrade } from '../state/closedTrade.ts';
import { type Grouping, groupOf } from './group.ts';

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

/** Tallies by group, in the order of the groups. */
export type Tallies = ReadonlyMap<string, Tally>;

/** Joins tallies that stand by group, however often one comes. */
export function joinedByGroup(entries: Iterable<readonly [group: string, tally: Tally]>): Tallies {
  const joint = new Map<string, Tally>();
  for (const [group, tally] of entries) joint.set(group, joined(joint.get(group) ?? NO_TRADES, tally));
  return new Map([...joint].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const talliesOf = (trades: readonly ClosedTrade[], by: Grouping): Tallies =>
  joinedByGroup(trades.map((trade) => [groupOf(trade, by), tallyOf(trade)]));

/** Of all groups together. */
export const totalOf = (tallies: Tallies): Tally => [...tallies.values()].reduce(joined, NO_TRADES);
