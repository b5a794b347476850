import { z } from 'zod';
import { GROUPINGS, type Grouping } from '../core/analytics/group.ts';
import { metrics } from '../core/analytics/list.ts';
import { METRIC_UNITS, type Metric } from '../core/analytics/metric.ts';
import { totalOf } from '../core/analytics/tally.ts';
import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { exact, figure } from '../core/desk/wire.ts';
import { at } from '../core/facts/vocabulary.ts';
import { currencyOf, profitText } from '../core/reply/currency.ts';
import { moneyText, numberText, rText } from '../core/reply/format.ts';
import type { Reply } from '../core/reply/reply.ts';
import { amountText } from '../core/reply/withoutMoney.ts';
import { DAY, dateOf } from '../core/time.ts';
import { equityPoints } from './cards/equityPicture.ts';
import { choice } from './kinds/choice.ts';
import { period } from './kinds/times.ts';

const METRIC_TEXT = {
  fraction: (value: number) => `${numberText(value * 100, 1)} %`,
  ratio: (value: number) => numberText(value, 2),
  quote: (value: number, currency: string) => `${amountText(() => numberText(value, 2, true))} ${currency}`,
  R: (value: number) => rText(value),
} satisfies Record<Metric['unit'], (value: number, currency: string) => string>;

export const profit = defineCommand({
  name: 'profit',
  aliases: ['performance', 'stats', 'daily', 'weekly', 'monthly'],
  about: 'results of a period with win rate, R, Sharpe, drawdown, by strategy or symbol',
  args: { period: skippable(period), by: optional(choice('a grouping', GROUPINGS)) },
  role: 'viewer',
  risk: 'none',
  run: async ({ period: from = 0, by }, desk) => {
    const grouping: Grouping = by ?? 'strategy';
    const tallies = await desk.queries.tallies(grouping, from);
    const equity = await desk.queries.equity(from, desk.now());
    const tally = totalOf(tallies);
    const stretch = { from: Math.max(from, equity[0]?.from ?? from), to: desk.now(), tally, equity };
    return {
      from,
      equity: desk.equity(),
      net: tally.net,
      fees: tally.fees,
      closed: tally.trades,
      metrics: metrics
        .filter(({ leastDays }) => stretch.to - stretch.from >= leastDays * DAY)
        .map(({ name, unit, of }) => ({ name, unit, value: of(stretch) })),
      curve: equityPoints(equity),
      grouping,
      groups: [...tallies].map(([name, { trades, won, net, r }]) => ({ name, trades, won, net, r })),
    };
  },
  result: z.object({
    from: at,
    equity: exact,
    /** Quote currency, net of fees. */
    net: exact,
    fees: exact,
    closed: z.number().int(),
    metrics: z.array(z.object({ name: z.string(), unit: z.enum(METRIC_UNITS), value: figure })),
    curve: z.array(z.object({ at, equity: figure, drawdown: figure })),
    grouping: z.enum(GROUPINGS),
    groups: z.array(z.object({ name: z.string(), trades: z.number().int(), won: z.number().int(), net: exact, r: figure })),
  }),
  show: (result, notation): Reply => ({
    title: `${profitText(result.net, { ...notation, equity: () => result.equity })} · ${result.closed} closed${result.from === 0 ? '' : ` since ${dateOf(result.from)}`}`,
    lines: [
      `Fees ${moneyText(result.fees)}, already in it`,
      ...result.metrics
        .filter(({ value }) => Number.isFinite(value))
        .map(({ name, unit, value }) => `${name} ${METRIC_TEXT[unit](value, currencyOf(notation))}`),
    ],
    ...(result.curve.length < 2
      ? {}
      : {
          picture: {
            kind: 'equity' as const,
            title: result.from === 0 ? 'Equity' : `Equity since ${dateOf(result.from)}`,
            label: notation.label,
            currency: currencyOf(notation),
            points: result.curve,
          },
        }),
    ...(result.groups.length === 0
      ? {}
      : {
          table: {
            columns: [
              { name: result.grouping, align: 'left' as const },
              { name: 'trades', align: 'right' as const },
              { name: 'won', align: 'right' as const },
              { name: 'net', align: 'right' as const },
              { name: 'R', align: 'right' as const },
            ],
            rows: result.groups.map((group) => [
              { kind: 'text' as const, text: group.name },
              { kind: 'number' as const, value: group.trades, digits: 0 },
              { kind: 'number' as const, value: group.won, digits: 0 },
              { kind: 'money' as const, amount: group.net, signed: true },
              { kind: 'text' as const, text: rText(group.r) },
            ]),
          },
        }),
    buttons: [
      { label: 'Today', line: '/profit today' },
      { label: 'Week', line: '/profit week' },
      { label: 'Month', line: '/profit month' },
      { label: 'All', line: '/profit all' },
    ],
  }),
});
