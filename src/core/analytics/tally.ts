import { joined, NO_TRADES, type Tally, tallyOf } from '../state/tally.ts';
import type { Trade } from '../state/trade.ts';
import { type Grouping, groupOf } from './group.ts';

/** Tallies by group, in the order of the groups. */
export type Tallies = ReadonlyMap<string, Tally>;

/** Joins tallies that stand by group, however often one comes. */
export function joinedByGroup(entries: Iterable<readonly [group: string, tally: Tally]>): Tallies {
  const joint = new Map<string, Tally>();
  for (const [group, tally] of entries) joint.set(group, joined(joint.get(group) ?? NO_TRADES, tally));
  return new Map([...joint].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const talliesOf = (trades: readonly Trade[], by: Grouping): Tallies =>
  joinedByGroup(trades.map((trade) => [groupOf(trade, by), tallyOf(trade)]));

/** Of all groups together. */
export const totalOf = (tallies: Tallies): Tally => [...tallies.values()].reduce(joined, NO_TRADES);
