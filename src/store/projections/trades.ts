import { z } from 'zod';
import { GROUPINGS, groupOf } from '../../core/analytics/group.ts';
import { direction, exitReasons } from '../../core/facts/vocabulary.ts';
import { closedTrade } from '../../core/state/closedTrade.ts';
import { joined, NO_TRADES, type Tally, tallyOf } from '../../core/state/tally.ts';
import { defineProjection } from './projection.ts';
import { defineTable, fraction, money } from './table.ts';

export const trade = defineTable(
  'trade',
  {
    position: z.int(),
    symbol: z.string(),
    direction,
    strategy: z.string(),
    why: z.enum(exitReasons),
    quantity: money,
    entry: money,
    exit: money,
    profit: money,
    fees: money,
    funding: money,
    r: fraction,
    openedAt: z.int(),
    closedAt: z.int(),
    seq: z.int(),
    /** The block of tallies that it is counted in. */
    block: z.int(),
  },
  ['position'],
);

const counts = { trades: z.int(), won: z.int(), net: money, gained: money, lost: money, fees: money, r: fraction };
const tallyRow = {
  grouping: z.enum(GROUPINGS),
  block: z.int(),
  group: z.string(),
  /** When the first and the last of them were closed. */
  first: z.int(),
  last: z.int(),
  ...counts,
};

/** What the trades of a block came to, by one of their groups: sums over years are read from few rows, and are exact. */
export const tally = defineTable('tally', tallyRow, ['grouping', 'block', 'group']);

/** A block is so many trades in the order of their closing: few enough to be read one by one where only a part of it counts. */
const BLOCK = 250;

const block = z.object({ closed: z.int(), rows: z.array(z.object(tallyRow)) });

export const trades = defineProjection({
  name: 'trades',
  version: 1,
  on: ['positionClosed'],
  tables: [trade, tally],
  /** How many were closed, and the tallies of the block under way. */
  state: block,
  start: { closed: 0, rows: [] },
  step({ closed, rows }, event, seq) {
    const one = closedTrade(event);
    const number = Math.floor(closed / BLOCK);
    const begun = closed % BLOCK === 0 ? [] : rows;
    const mine = GROUPINGS.map((grouping) => {
      const group = groupOf(one, grouping);
      const before = begun.find((row) => row.grouping === grouping && row.group === group);
      const sum: Tally = joined(before ?? NO_TRADES, tallyOf(one));
      const first = Math.min(before?.first ?? one.closedAt, one.closedAt);
      const last = Math.max(before?.last ?? one.closedAt, one.closedAt);
      return { before, row: { grouping, block: number, group, first, last, ...sum } };
    });
    const touched = new Set(mine.map(({ before }) => before));
    return {
      state: { closed: closed + 1, rows: [...begun.filter((row) => !touched.has(row)), ...mine.map(({ row }) => row)] },
      rows: [trade.write({ ...one, seq, block: number }), ...mine.map(({ row }) => tally.write(row))],
    };
  },
});
