import { z } from 'zod';
import { GROUPINGS } from '../core/analytics/group.ts';
import { metrics } from '../core/analytics/list.ts';
import { METRIC_UNITS, type Metric } from '../core/analytics/metric.ts';
import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { figure } from '../core/desk/wire.ts';
import { at } from '../core/facts/vocabulary.ts';
import { fromNumber } from '../core/money.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { moneyText, numberText, rText } from '../core/reply/format.ts';
import type { Reply } from '../core/reply/reply.ts';
import { DAY, type Ms } from '../core/time.ts';
import { equityPoints } from './cards/equityPicture.ts';
import { sinceText } from './cards/spanStart.ts';
import { endedLines, groupTable, spanSchema, spanSums, spanTitle } from './cards/spanSums.ts';
import { choice } from './kinds/choice.ts';
import { period } from './kinds/times.ts';

const METRIC_TEXT = {
  fraction: (value: number) => `${numberText(value * 100, 1)} %`,
  ratio: (value: number) => numberText(value, 2),
  quote: (value: number, currency: string) => `${moneyText(fromNumber(value), currency, true)} ${currency}`,
  R: (value: number) => rText(value),
} satisfies Record<Metric['unit'], (value: number, currency: string) => string>;

/** For how long a position has been open since then. */
function openSince(since: Ms, desk: Read): Ms {
  const opened = [...desk.state().account.positions.values()].map(({ openedAt }) => openedAt);
  return Math.max(0, desk.now() - Math.max(since, Math.min(...opened)));
}

export const profit = defineCommand({
  name: 'profit',
  aliases: [],
  about: 'what a period added, and how the trades that ended in it did, by strategy',
  args: { period: skippable(period), by: optional(choice('a grouping', GROUPINGS)) },
  role: 'viewer',
  risk: 'none',
  run: async ({ period: from = 0, by }, desk) => {
    const { sums, tally } = await spanSums(from, by ?? 'strategy', desk);
    const equity = await desk.queries.equity(sums.since, desk.now());
    const start = Math.max(sums.since, equity[0]?.from ?? sums.since);
    const stretch = { from: start, to: desk.now(), tally, equity, open: openSince(equity.at(-1)?.at ?? start, desk) };
    return {
      from,
      ...sums,
      metrics: metrics
        .filter(({ leastDays }) => stretch.to - stretch.from >= leastDays * DAY)
        .map(({ name, unit, of }) => ({ name, unit, value: of(stretch) })),
      curve: equityPoints(equity),
    };
  },
  result: spanSchema.extend({
    from: at,
    metrics: z.array(z.object({ name: z.string(), unit: z.enum(METRIC_UNITS), value: figure })),
    curve: z.array(z.object({ at, equity: figure, drawdown: figure })),
  }),
  show: (result, notation): Reply => {
    const currency = currencyOf(notation);
    const table = groupTable(result, currency);
    return {
      title: spanTitle(result, notation),
      lines: [
        ...endedLines(result, currency),
        ...result.metrics
          .filter(({ value }) => Number.isFinite(value))
          .map(({ name, unit, value }) => `${name} ${METRIC_TEXT[unit](value, currency)}`),
      ],
      ...(result.curve.length < 2
        ? {}
        : {
            picture: {
              kind: 'equity',
              title: `Equity since ${sinceText(result.since)}`,
              label: notation.label,
              currency,
              points: result.curve,
            },
          }),
      ...(table === undefined ? {} : { table }),
      buttons: [
        { label: 'Today', line: '/profit today' },
        { label: 'Week', line: '/profit week' },
        { label: 'Month', line: '/profit month' },
        { label: 'All', line: '/profit all' },
      ],
    };
  },
});
