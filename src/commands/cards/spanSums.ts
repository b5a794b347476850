import { z } from 'zod';
import { GROUPINGS, type Grouping } from '../../core/analytics/group.ts';
import { type AddedBy, groupSums } from '../../core/analytics/groupSums.ts';
import { groupsShown, wholeShown } from '../../core/analytics/groupsShown.ts';
import { totalOf } from '../../core/analytics/tally.ts';
import type { StoredMark } from '../../core/desk/queries.ts';
import type { Read } from '../../core/desk/read.ts';
import { exact, figure } from '../../core/desk/wire.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { at } from '../../core/facts/vocabulary.ts';
import type { Fixed } from '../../core/money.ts';
import { ZERO } from '../../core/money.ts';
import { currencyOf, profitText } from '../../core/reply/currency.ts';
import { changeShown, moneyText, numberText, rText, shortName } from '../../core/reply/format.ts';
import type { Notation } from '../../core/reply/notation.ts';
import type { Table } from '../../core/reply/reply.ts';
import { madeBy, netBetween, openTrades, standingOf } from '../../core/state/span.ts';
import { outcomes, type Tally } from '../../core/state/tally.ts';
import { PAIRED, type Trade, tradeOf } from '../../core/state/trade.ts';
import type { Ms } from '../../core/time.ts';
import { sinceText, spanStart } from './spanStart.ts';

/** What came of a span up to now. Amounts in quote currency; what the groups `added` and `elsewhere` add up to `net`. */
export const spanSchema = z.object({
  since: at,
  /** Equity at its start: what percentages are of. */
  base: exact,
  /** What the account had made by its start. */
  before: exact,
  net: exact,
  /** What the account has made but for the trades that are open now. */
  ended: exact,
  /** Trades that ended in it, over their whole lives; both legs of a pair are one. */
  closed: z.number().int(),
  won: z.number().int(),
  drawn: z.number().int(),
  whole: exact,
  fees: exact,
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
      /** In the span, open trades in it; absent in one that begins within a day. */
      added: exact.optional(),
    }),
  ),
  /** What belongs to no trade, such as funding that comes after its end; absent in such a span too. */
  elsewhere: exact.optional(),
});
export type SpanSums = z.infer<typeof spanSchema>;
type Shown = DeepReadonly<SpanSums>;

/** Each trade that was open at a mark with what it had added by then, whether it still is or has ended. */
async function addedAt(added: StoredMark['added'], open: readonly Trade[], desk: Read): Promise<AddedBy> {
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

/** The sums since `from`, by group, and the tally of the trades that ended since. */
export async function spanSums(from: Ms, by: Grouping, desk: Read): Promise<{ readonly sums: SpanSums; readonly tally: Tally }> {
  const start = await spanStart(from, desk);
  const { account } = desk.state();
  const now = standingOf(desk);
  const open = openTrades(account, now);
  const tallies = await desk.queries.tallies(by, start?.seq ?? Number.MAX_SAFE_INTEGER - 1);
  const tally = totalOf(tallies);
  // Where nothing has been marked since, the span begins now.
  const mark = start ?? now;
  const net = netBetween(mark, now);
  const groups =
    mark.added === undefined
      ? [...tallies].map(([name, { trades, won, drawn, net: whole, r }]) => ({ name, trades, won, drawn, net: whole, r }))
      : groupSums(
          by,
          tallies,
          await addedAt(mark.added, open, desk),
          open.map((trade) => ({ trade, amount: trade.profit })),
        );
  const known = groups.flatMap((group) => ('added' in group ? [group.added] : []));
  return {
    tally,
    sums: {
      since: mark.at,
      base: mark.equity,
      before: madeBy(mark),
      net,
      ended: open.reduce((left, trade) => left - trade.profit, madeBy(now)),
      closed: tally.trades,
      won: tally.won,
      drawn: tally.drawn,
      whole: tally.net,
      fees: tally.fees,
      open: account.positions.size,
      grouping: by,
      groups: groups.map((group) => ({ ...group })),
      ...(mark.added === undefined ? {} : { elsewhere: known.reduce((left, added) => left - added, net) }),
    },
  };
}

/** A group as people read it: a symbol by its short name, a pair by both. */
export const groupName = (name: string): string => name.split(PAIRED).map(shortName).join(PAIRED);

const spanOf = (sums: Shown) => ({ ...sums, elsewhere: sums.elsewhere ?? ZERO });

/**
 * A row a group: what it added, which adds up to the net as it is printed, and its trades that ended, over their whole lives. Undefined
 * where there is none.
 */
export function groupTable(sums: Shown, currency: string): Table | undefined {
  const { grouping, elsewhere } = sums;
  const shown = groupsShown(spanOf(sums), currency);
  const rows = [
    ...sums.groups.map((group, i) => ({ ...group, whole: ZERO, added: ZERO, ...shown.groups[i] })),
    ...(elsewhere === undefined || elsewhere === ZERO
      ? []
      : [{ name: 'elsewhere', trades: 0, won: 0, whole: ZERO, r: 0, added: shown.elsewhere }]),
  ];
  if (rows.length === 0) return undefined;
  const added = elsewhere !== undefined;
  return {
    columns: [
      { name: grouping, align: 'left' },
      ...(added ? [{ name: 'added', align: 'right' as const }] : []),
      { name: 'trades', align: 'right' },
      { name: 'won', align: 'right' },
      { name: 'net', align: 'right' },
      { name: 'R', align: 'right' },
    ],
    rows: rows.map((row) => [
      { kind: 'text', text: groupName(row.name) },
      ...(added ? [{ kind: 'money' as const, amount: row.added, currency, signed: true }] : []),
      { kind: 'number', value: row.trades, digits: 0 },
      { kind: 'number', value: row.won, digits: 0 },
      { kind: 'money', amount: row.whole, currency, signed: true },
      { kind: 'text', text: rText(row.r) },
    ]),
  };
}

/** `+14.25 USDT (+0.01 %) · 3 closed since 2024-06-01`: what the span added. */
export function spanTitle({ before, net, base, closed, since }: Shown, notation: Notation): string {
  const shown = changeShown(before, net, currencyOf(notation));
  return `${profitText(shown, notation, base)} · ${numberText(closed, 0)} closed since ${sinceText(since)}`;
}

/** What the trades that ended in the span came to, which may have begun long before it. */
export function endedLines(sums: Shown, currency: string): readonly string[] {
  const { closed: trades, won, drawn, whole, fees, elsewhere } = sums;
  return [
    ...(trades === 0
      ? []
      : [
          `Trades that ended in it, over their whole lives: ${moneyText(wholeShown(spanOf(sums), whole, currency), currency, true)}`,
          `${outcomes({ trades, won, drawn })} · fees ${moneyText(fees, currency)}, already in it`,
        ]),
    ...(elsewhere === undefined ? ['What each part added is known from 00:00 UTC on: /profit today'] : []),
  ];
}
