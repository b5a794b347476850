import { z } from 'zod';
import type { StoredMark } from '../../core/desk/queries.ts';
import type { Read } from '../../core/desk/read.ts';
import { exact } from '../../core/desk/wire.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { ZERO } from '../../core/money.ts';
import { currencyOf, ofEquity, profitText } from '../../core/reply/currency.ts';
import { changeShown, counted } from '../../core/reply/format.ts';
import type { Notation } from '../../core/reply/notation.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { madeBy, netBetween, standingOf } from '../../core/state/span.ts';
import { outcomeOf } from '../../core/state/trade.ts';
import { DAY, dateOf, type Ms, utcDay } from '../../core/time.ts';

/** How a calendar is cut: the start of the period that a time lies in, and the start of the one `back` before that. */
export type Calendar = {
  readonly unit: string;
  startOf(at: Ms): Ms;
  back(start: Ms, periods: number): Ms;
  /** What the period that starts there is called. */
  name(start: Ms): string;
};

const WEEK: Ms = 7 * DAY;
/** Day 0 of the epoch was a Thursday: three days after its Monday. */
const AFTER_MONDAY: Ms = 3 * DAY;

export const days: Calendar = { unit: 'day', startOf: utcDay, back: (start, periods) => start - periods * DAY, name: dateOf };

/** Weeks begin on Monday. */
export const weeks: Calendar = {
  unit: 'week',
  startOf: (at) => utcDay(at) - ((utcDay(at) + AFTER_MONDAY) % WEEK),
  back: (start, periods) => start - periods * WEEK,
  name: dateOf,
};

export const months: Calendar = {
  unit: 'month',
  startOf: (at) => Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth()),
  back: (start, periods) => Date.UTC(new Date(start).getUTCFullYear(), new Date(start).getUTCMonth() - periods),
  name: (start) => dateOf(start).slice(0, 7),
};

const rowSchema = z.object({
  name: z.string(),
  net: exact,
  /** Equity at its start, and what the account had made by then. */
  base: exact,
  before: exact,
  trades: z.number().int(),
  won: z.number().int(),
  drawn: z.number().int(),
});

/** A row a period, the newest first; they add up to `net`. Amounts in quote currency. */
export const periodsSchema = z.object({
  unit: z.string(),
  net: exact,
  base: exact,
  before: exact,
  rows: z.array(rowSchema),
});
export type Periods = DeepReadonly<z.infer<typeof periodsSchema>>;

/** What the last periods came to, the one under way among them; none from before the account began. */
export async function periodsOf(calendar: Calendar, count: number, desk: Read): Promise<z.infer<typeof periodsSchema>> {
  const from = Math.max(0, calendar.back(calendar.startOf(desk.now()), count - 1));
  const marks = await desk.queries.marks(from);
  const [first] = marks;
  const now = standingOf(desk);
  if (first === undefined) return { unit: calendar.unit, net: ZERO, base: now.equity, before: madeBy(now), rows: [] };
  const starts = [...Map.groupBy(marks, ({ at }) => calendar.startOf(at)).values()].flatMap(([mark]) => mark ?? []);
  const ended = await desk.queries.ended(first.seq);
  const rows = starts.map((mark, i) => {
    const next: StoredMark | undefined = starts[i + 1];
    const own = ended.filter(({ seq }) => seq > mark.seq && (next === undefined || seq <= next.seq));
    const outcomes = own.map(({ trade }) => outcomeOf(trade.profit));
    return {
      name: calendar.name(calendar.startOf(mark.at)),
      net: netBetween(mark, next ?? now),
      base: mark.equity,
      before: madeBy(mark),
      trades: own.length,
      won: outcomes.filter((outcome) => outcome === 'won').length,
      drawn: outcomes.filter((outcome) => outcome === 'drawn').length,
    };
  });
  return {
    unit: calendar.unit,
    net: netBetween(first, now),
    base: first.equity,
    before: madeBy(first),
    rows: rows.toReversed(),
  };
}

/** One line a period and the total, which the lines add up to as they are printed. */
export function periodsReply({ unit, net, base, before, rows }: Periods, notation: Notation): Reply {
  const currency = currencyOf(notation);
  const total = changeShown(before, net, currency);
  const closed = rows.reduce((sum, row) => sum + row.trades, 0);
  return {
    title: `${counted(rows.length, unit)}: ${profitText(total, notation, base)}`,
    lines: [`${closed} closed; open positions are in it at their price now`],
    ...(rows.length === 0
      ? {}
      : {
          table: {
            columns: [
              { name: `${unit} (UTC)`, align: 'left' },
              { name: 'net', align: 'right' },
              { name: '%', align: 'right' },
              { name: 'trades', align: 'right' },
              { name: 'won', align: 'right' },
            ],
            rows: [
              ...rows.map((row) => ({ ...row, net: changeShown(row.before, row.net, currency) })),
              {
                name: 'total',
                net: total,
                base,
                trades: closed,
                won: rows.reduce((sum, row) => sum + row.won, 0),
              },
            ].map((row) => [
              { kind: 'text', text: row.name },
              { kind: 'money', amount: row.net, currency, signed: true },
              { kind: 'text', text: ofEquity(row.net, row.base) },
              { kind: 'number', value: row.trades, digits: 0 },
              { kind: 'number', value: row.won, digits: 0 },
            ]),
          },
        }),
  };
}
