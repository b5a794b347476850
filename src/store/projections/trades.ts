import { z } from 'zod';
import { GROUPINGS, groupOf } from '../../core/analytics/group.ts';
import { direction, exitReasons } from '../../core/facts/vocabulary.ts';
import { closedTrade } from '../../core/state/closedTrade.ts';
import { joined, NO_TRADES, type Tally, tallyOf } from '../../core/state/tally.ts';
import { type Trade, tradeOf } from '../../core/state/trade.ts';
import { defineProjection } from './projection.ts';
import { defineTable, fraction, money, type RowOf, type Written } from './table.ts';

const tradeRow = {
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
  decision: z.string(),
  risk: money,
  seq: z.int(),
  /** The event that ended its trade, and the block of tallies that this is counted in: -1 while another leg is open. */
  ended: z.int(),
  block: z.int(),
};

/** Every position that was closed. */
export const trade = defineTable('trade', tradeRow, ['position']);
export type TradeRow = RowOf<typeof trade>;

/** In the order of their closing. */
const legsOf = z.array(z.object(tradeRow));

const counts = {
  trades: z.int(),
  won: z.int(),
  drawn: z.int(),
  net: money,
  gained: money,
  lost: money,
  fees: money,
  r: fraction,
  heldWon: z.int(),
  heldDrawn: z.int(),
  heldLost: z.int(),
};
const tallyRow = {
  grouping: z.enum(GROUPINGS),
  block: z.int(),
  group: z.string(),
  /** The events that ended the first and the last of them. */
  first: z.int(),
  last: z.int(),
  ...counts,
};

/** What the trades of a block came to, a pair being one, by one of their groups: sums over years are read from few rows, and are exact. */
export const tally = defineTable('tally', tallyRow, ['grouping', 'block', 'group']);

/** A block is so many trades in the order of their closing: few enough to be read one by one where only a part of it counts. */
const BLOCK = 250;

const standing = z.object({
  /** How many trades have ended. */
  trades: z.int(),
  /** The tallies of the block under way. */
  rows: z.array(z.object(tallyRow)),
  /** Decisions whose entries are under way, the open positions, and the closed legs of trades of which another is open or may open yet. */
  entering: z.array(z.string()),
  open: z.array(z.object({ position: z.int(), decision: z.string() })),
  legs: legsOf,
});
type Standing = z.infer<typeof standing>;

/** The tallies with a trade more, and what of them is new. */
function counted({ trades: number, rows }: Standing, one: Trade, seq: number) {
  const block = Math.floor(number / BLOCK);
  const begun = number % BLOCK === 0 ? [] : rows;
  const mine = GROUPINGS.map((grouping) => {
    const group = groupOf(one, grouping);
    const before = begun.find((row) => row.grouping === grouping && row.group === group);
    const sum: Tally = joined(before ?? NO_TRADES, tallyOf(one));
    return { before, row: { grouping, block, group, first: before?.first ?? seq, last: seq, ...sum } };
  });
  const touched = new Set(mine.map(({ before }) => before));
  const written = mine.map(({ row }) => row);
  return { block, written, rows: [...begun.filter((row) => !touched.has(row)), ...written] };
}

/** Counts a trade whose legs are all closed, once none of it can open any more: as the account does (`core/state/account.ts`). */
function ended(state: Standing, decision: string, seq: number): { readonly state: Standing; readonly rows: readonly Written[] } {
  const legs = state.legs.filter((one) => one.decision === decision);
  const mayOpen = state.entering.includes(decision);
  if (legs.length === 0 || mayOpen || state.open.some((one) => one.decision === decision)) return { state, rows: [] };
  const { block, written, rows } = counted(state, tradeOf(legs), seq);
  return {
    state: { ...state, trades: state.trades + 1, rows, legs: state.legs.filter((one) => one.decision !== decision) },
    rows: [...legs.map((one) => trade.write({ ...one, ended: seq, block })), ...written.map((row) => tally.write(row))],
  };
}

export const trades = defineProjection({
  name: 'trades',
  version: 3,
  on: ['cleared', 'entryEnded', 'positionOpened', 'positionClosed'],
  tables: [trade, tally],
  state: standing,
  start: { trades: 0, rows: [], entering: [], open: [], legs: [] },
  step(state, event, seq) {
    switch (event.type) {
      case 'cleared': {
        const { kind, decision } = event.plan;
        return { state: kind === 'add' ? state : { ...state, entering: [...state.entering, decision] }, rows: [] };
      }
      case 'entryEnded':
        return ended({ ...state, entering: state.entering.filter((one) => one !== event.decision) }, event.decision, seq);
      case 'positionOpened': {
        const { position, decision } = event;
        return { state: { ...state, open: [...state.open, { position, decision }] }, rows: [] };
      }
      case 'positionClosed': {
        const closed = closedTrade(event);
        // Older logs name the decision only as a position opens.
        const decision = state.open.find(({ position }) => position === event.position)?.decision ?? closed.decision;
        const leg: TradeRow = { ...closed, decision, seq, ended: -1, block: -1 };
        const open = state.open.filter(({ position }) => position !== event.position);
        const after = ended({ ...state, open, legs: [...state.legs, leg] }, decision, seq);
        return after.rows.length > 0 ? after : { ...after, rows: [trade.write(leg)] };
      }
    }
  },
});
