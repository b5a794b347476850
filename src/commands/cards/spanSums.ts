import { z } from 'zod';
import { GROUPINGS, type Grouping } from '../../core/analytics/group.ts';
import { type AddedBy, groupSums } from '../../core/analytics/groupSums.ts';
import { totalOf } from '../../core/analytics/tally.ts';
import type { StoredMark } from '../../core/desk/queries.ts';
import type { Read } from '../../core/desk/read.ts';
import { exact, figure } from '../../core/desk/wire.ts';
import { at } from '../../core/facts/vocabulary.ts';
import type { Fixed } from '../../core/money.ts';
import { ZERO } from '../../core/money.ts';
import { moneyText, rText, shortName, shownParts } from '../../core/reply/format.ts';
import type { Table } from '../../core/reply/reply.ts';
import { netBetween, openTrades, standingOf } from '../../core/state/span.ts';
import type { Tally } from '../../core/state/tally.ts';
import { PAIRED, type Trade, tradeOf } from '../../core/state/trade.ts';
import type { Ms } from '../../core/time.ts';

/**
 * What came of a span up to now. It begins at the account's first instant on the UTC day of its start or later, or where the account
 * began. Amounts in quote currency; `groups` and `elsewhere` add up to `net`.
 */
export const spanSchema = z.object({
  since: at,
  /** Equity at its start: what percentages are of. */
  base: exact,
  net: exact,
  fees: exact,
  /** Trades that ended in it; both legs of a pair are one. */
  closed: z.number().int(),
  won: z.number().int(),
  drawn: z.number().int(),
  open: z.number().int(),
  grouping: z.enum(GROUPINGS),
  groups: z.array(
    z.object({
      name: z.string(),
      trades: z.number().int(),
      won: z.number().int(),
      drawn: z.number().int(),
      net: exact,
      r: figure,
    }),
  ),
  /** What belongs to no trade, such as funding that comes after its end. */
  elsewhere: exact,
});
export type SpanSums = z.infer<typeof spanSchema>;

/** Each trade that was open at a mark with what it had added by then, whether it still is or has ended. */
async function addedAt({ added }: Pick<StoredMark, 'added'>, open: readonly Trade[], desk: Read): Promise<AddedBy> {
  const { positions } = desk.state().account;
  const found: { readonly trade: Trade; readonly amount: Fixed }[] = [];
  for (const [position, amount] of added) {
    const decision = positions.get(position)?.decision ?? (await desk.queries.trade(position))?.decision;
    if (decision === undefined) continue;
    const legs = await desk.queries.legs(decision);
    const trade = open.find((one) => one.decision === decision) ?? (legs.length === 0 ? undefined : tradeOf(legs));
    if (trade !== undefined) found.push({ trade, amount });
  }
  return found;
}

/** The sums since the UTC day of `from`, by group, and the tally of the trades that ended since. */
export async function spanSums(from: Ms, by: Grouping, desk: Read): Promise<{ readonly sums: SpanSums; readonly tally: Tally }> {
  const [start] = await desk.queries.marks(from, 1);
  const { account } = desk.state();
  const now = standingOf(desk);
  const open = openTrades(account, now);
  const tallies = await desk.queries.tallies(by, start?.seq ?? Number.MAX_SAFE_INTEGER - 1);
  const tally = totalOf(tallies);
  // Where nothing has been marked since, the span begins now.
  const mark = start ?? now;
  const before = await addedAt(mark, open, desk);
  const after = open.map((trade) => ({ trade, amount: trade.profit }));
  const net = netBetween(mark, now);
  const groups = groupSums(by, tallies, before, after);
  return {
    tally,
    sums: {
      since: mark.at,
      base: mark.equity,
      net,
      fees: tally.fees,
      closed: tally.trades,
      won: tally.won,
      drawn: tally.drawn,
      open: account.positions.size,
      grouping: by,
      groups: groups.map((group) => ({ ...group })),
      elsewhere: groups.reduce((left, group) => left - group.net, net),
    },
  };
}

/** A group as people read it: a symbol by its short name, a pair by both. */
export const groupName = (name: string): string => name.split(PAIRED).map(shortName).join(PAIRED);

/** A row a group; as printed they add up to the net. Undefined where there is none. */
export function groupTable({ grouping, groups, net, elsewhere }: SpanSums, currency: string): Table | undefined {
  const rows =
    elsewhere === ZERO ? groups : [...groups, { name: 'elsewhere', trades: 0, won: 0, drawn: 0, net: elsewhere, r: 0 }];
  if (rows.length === 0) return undefined;
  const shown = shownParts(
    net,
    rows.map((row) => row.net),
    currency,
  );
  return {
    columns: [
      { name: grouping, align: 'left' },
      { name: 'trades', align: 'right' },
      { name: 'won', align: 'right' },
      { name: 'net', align: 'right' },
      { name: 'R', align: 'right' },
    ],
    rows: rows.map((row, i) => [
      { kind: 'text', text: groupName(row.name) },
      { kind: 'number', value: row.trades, digits: 0 },
      { kind: 'number', value: row.won, digits: 0 },
      { kind: 'money', amount: shown[i] ?? row.net, currency, signed: true },
      { kind: 'text', text: rText(row.r) },
    ]),
  };
}

/** `Fees 12.30, already in it`. */
export const feesLine = (fees: Fixed, currency: string): string => `Fees ${moneyText(fees, currency)}, already in it`;
