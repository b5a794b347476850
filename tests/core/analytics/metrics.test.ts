import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { calmarRatio } from '../../../src/core/analytics/calmar.ts';
import { dailyReturns, type EquityPoint } from '../../../src/core/analytics/equityStretch.ts';
import { expectancy } from '../../../src/core/analytics/expectancy.ts';
import { metrics } from '../../../src/core/analytics/list.ts';
import { maxDrawdown, maxDrawdownOf } from '../../../src/core/analytics/maxDrawdown.ts';
import type { Performance } from '../../../src/core/analytics/metric.ts';
import { sharpeRatio } from '../../../src/core/analytics/sharpe.ts';
import { sortinoRatio } from '../../../src/core/analytics/sortino.ts';
import { talliesOf, totalOf } from '../../../src/core/analytics/tally.ts';
import { fromNumber } from '../../../src/core/money.ts';
import type { Trade } from '../../../src/core/state/trade.ts';
import { DAY, HOUR } from '../../../src/core/time.ts';
import { sharedData } from '../../data.ts';
import { stretchesOf } from '../../support/stretches.ts';
import { START } from '../state/story.ts';

const trade = (profit: number, changes: Partial<Trade> = {}): Trade => ({
  decision: 'd1',
  symbol: 'BTC/USDT',
  strategy: 'momentum',
  why: 'target',
  profit: fromNumber(profit),
  fees: 0n,
  r: profit / 5,
  openedAt: START,
  closedAt: START + HOUR,
  ...changes,
});

const performance = (profits: readonly number[], equity: readonly EquityPoint[] = []): Performance => ({
  from: START,
  to: START + DAY,
  tally: totalOf(
    talliesOf(
      profits.map((profit) => trade(profit)),
      'symbol',
    ),
  ),
  equity: stretchesOf(equity, 1),
  open: 0,
});

const value = (name: string, of: Performance): number => metrics.find((metric) => metric.name === name)?.of(of) ?? Number.NaN;

/** Equity after each profit, from a starting balance. */
const equityAfter = (profits: readonly number[], start: number): EquityPoint[] => {
  let equity = start;
  return [0, ...profits].map((profit, i) => {
    equity += profit;
    return { at: START + i * HOUR, equity, funded: 0 };
  });
};

describe('figures of closed trades', () => {
  const mixed = performance([100, -50, 200, -150, 50]);
  test.each([
    ['win rate', 3 / 5],
    ['profit factor', 350 / 200],
    ['expectancy', 30],
    ['average R', 6],
  ])('%s', (name, expected) => expect(value(name, mixed)).toBeCloseTo(expected, 12));

  test('without losers the profit factor is infinite, without trades nothing is measured', () => {
    expect(value('profit factor', performance([1, 2]))).toBe(Number.POSITIVE_INFINITY);
    for (const metric of metrics.filter(({ name }) => name !== 'exposure')) expect(metric.of(performance([]))).toBeNaN();
  });

  test('exposure is the time in which a position was open, over the whole stretch', () => {
    const [hour] = stretchesOf([{ at: START, equity: 1, funded: 0 }], HOUR);
    if (hour === undefined) throw new Error('no stretch');
    const equity = [6 * HOUR, 0, 2 * HOUR].map((exposed) => ({ ...hour, exposed }));
    expect(value('exposure', { ...performance([]), equity })).toBeCloseTo(8 / 24, 12);
  });

  test('trades are grouped by symbol, strategy, hour and reason', () => {
    const trades = [
      trade(1, { symbol: 'ETH/USDT', why: 'stop', openedAt: START + 14 * HOUR + 1 }),
      trade(2, { strategy: 'pairs' }),
      trade(3, { symbol: 'ETH/USDT' }),
    ];
    const profits = (by: 'symbol' | 'strategy' | 'hour' | 'reason'): unknown =>
      [...talliesOf(trades, by)].map(([key, tally]) => [key, tally.trades]);
    expect(profits('symbol')).toEqual([
      ['BTC/USDT', 1],
      ['ETH/USDT', 2],
    ]);
    expect(profits('strategy')).toEqual([
      ['momentum', 2],
      ['pairs', 1],
    ]);
    expect(profits('hour')).toEqual([
      ['00', 2],
      ['14', 1],
    ]);
    expect(profits('reason')).toEqual([
      ['stop', 1],
      ['target', 2],
    ]);
  });
});

describe('the equity curve', () => {
  const fall = (values: readonly number[], length: number, funded: readonly number[] = []): number =>
    maxDrawdown.of({
      ...performance([]),
      equity: stretchesOf(
        values.map((equity, i) => ({ at: START + i * HOUR, equity, funded: funded[i] ?? 0 })),
        length,
      ),
    });

  test('what was funded between the instants is no return and no fall', () => {
    for (const length of [1, DAY]) expect(fall([1000, 1500, 1350, 850], length, [1000, 400, 0, -500])).toBeCloseTo(0.1, 12);
  });

  test.each([
    ['inside a stretch', [100, 120, 60, 90], 0.5],
    ['from a high of one stretch to a low of a later one', [100, 200, 150, 160, 80, 90], 0.6],
    ['from before an idle stretch', [100, 100, 100, 50, 100], 0.5],
    ['nowhere', [100, 100, 110], 0],
  ])('the deepest fall is the same by point, in two hours and by the day: %s', (_where, values, expected) => {
    for (const length of [1, 2 * HOUR, DAY]) expect(fall(values, length)).toBeCloseTo(expected, 12);
  });

  test('one point alone has not fallen', () => expect(fall([100], DAY)).toBeNaN());

  test('a curve that begins at 00:00 has no day before it', () => {
    const points = [0, 24, 48].map((hours, i) => ({ at: START + hours * HOUR, equity: 100 * 1.1 ** i, funded: 0 }));
    for (const length of [1, HOUR, DAY])
      expect(dailyReturns(stretchesOf(points, length))).toEqual([expect.closeTo(0.1, 12), expect.closeTo(0.1, 12)]);
    for (const length of [1, HOUR, DAY]) expect(dailyReturns(stretchesOf(points.slice(0, 1), length))).toEqual([]);
  });

  test('days compound their instants; a midnight belongs to the day that ends; an idle day returned nothing', () => {
    const at = (hours: number, equity: number): EquityPoint => ({ at: START + hours * HOUR, equity, funded: 0 });
    const points = [at(0, 100), at(12, 110), at(24, 121), at(30, 133.1), at(24 * 3 + 1, 119.79)];
    for (const length of [1, HOUR, DAY])
      expect(dailyReturns(stretchesOf(points, length))).toEqual([
        expect.closeTo(0.21, 12),
        expect.closeTo(0.1, 12),
        0,
        expect.closeTo(-0.1, 12),
      ]);
  });
});

const series = z.object({ values: z.array(z.union([z.number(), z.literal('NaN')])) });
const figure = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]).transform(Number);
const empyrical = z.object({ metrics: z.array(z.object({ metric: z.string(), cases: z.array(z.array(z.unknown())) })) });

const PERIODS: Readonly<Record<string, number>> = { daily: 252, weekly: 52, monthly: 12 };

describe('empyrical', () => {
  const file = sharedData('oracles/empyrical/expected.json');
  const oracle = file === undefined ? undefined : empyrical.parse(JSON.parse(readFileSync(file, 'utf8')));
  /** Cases with their series, what lies between, and the expected figure; those whose figure is in a file of its own are left out. */
  const casesOf = (metric: string) =>
    (oracle?.metrics.find((each) => each.metric === metric)?.cases ?? []).flatMap((row) => {
      const returns = series.safeParse(row[0]);
      const expected = figure.safeParse(row.at(-1));
      const plain = row.slice(1, -1).every((each) => typeof each !== 'object');
      return returns.success && expected.success && plain
        ? [{ values: returns.data.values, between: row.slice(1, -1), expected: expected.data }]
        : [];
    });
  const numbers = (values: readonly (number | 'NaN')[]): number[] => values.filter((each) => each !== 'NaN');
  // A missing day is left out of mean and deviation, but is a day of the year all the same.
  const zeroed = (values: readonly (number | 'NaN')[]): number[] => values.map((each) => (each === 'NaN' ? 0 : each));
  const same = (actual: number, expected: number): void => {
    const near = Number.isFinite(expected) ? expect.closeTo(expected, 8) : expected;
    expect(actual).toEqual(near);
  };

  test.skipIf(oracle === undefined)('Sharpe', () => {
    expect(casesOf('sharpe_ratio').length).toBeGreaterThan(4);
    for (const { values, expected } of casesOf('sharpe_ratio')) same(sharpeRatio(numbers(values), 252), expected);
  });

  test.skipIf(oracle === undefined)('Sortino', () => {
    expect(casesOf('sortino_ratio').length).toBeGreaterThan(6);
    for (const { values, between, expected } of casesOf('sortino_ratio')) {
      same(sortinoRatio(numbers(values), PERIODS[String(between[1])] ?? 0, Number(between[0])), expected);
    }
  });

  test.skipIf(oracle === undefined)('Calmar', () => {
    expect(casesOf('calmar_ratio').length).toBe(5);
    for (const { values, between, expected } of casesOf('calmar_ratio')) {
      same(calmarRatio(zeroed(values), PERIODS[String(between[0])] ?? 0), expected);
    }
  });

  test.skipIf(oracle === undefined)('maximum drawdown', () => {
    expect(casesOf('max_drawdown').length).toBe(6);
    for (const { values, expected } of casesOf('max_drawdown'))
      same(maxDrawdownOf(zeroed(values)), expected === 0 ? 0 : -expected);
  });
});

const freqtrade = z.object({
  metrics: z.object({
    expectancy_bt: z.number(),
    expectancy_example: z.object({ profit_abs: z.array(z.number()), expectancy: z.number() }),
    max_drawdown: z.array(
      z.object({ profits: z.array(z.number()), starting_balance: z.number(), relative: z.number(), by: z.string().optional() }),
    ),
  }),
});
const backtest = z.object({
  strategy: z.object({ StrategyTestV3: z.object({ trades: z.array(z.object({ profit_abs: z.number() })) }) }),
});

describe('freqtrade', () => {
  const file = sharedData('oracles/freqtrade/metrics_and_liquidation.json');
  const oracle = file === undefined ? undefined : freqtrade.parse(JSON.parse(readFileSync(file, 'utf8'))).metrics;
  const trades = sharedData('oracles/freqtrade/backtest-result.json');

  test.skipIf(oracle === undefined)('drawdown of the account', () => {
    // Its other reading, the fall that cost the most money, is not the one that is measured here.
    const cases = oracle?.max_drawdown.filter(({ by }) => by !== 'absolute') ?? [];
    expect(cases).toHaveLength(2);
    for (const { profits, starting_balance, relative } of cases) {
      const equity = equityAfter(profits, starting_balance);
      expect(maxDrawdown.of(performance([], equity))).toBeCloseTo(relative, 6);
    }
  });

  test.skipIf(oracle === undefined)('expectancy of its example', () => {
    const { profit_abs, expectancy: expected } = oracle?.expectancy_example ?? { profit_abs: [], expectancy: 0 };
    expect(expectancy.of(performance(profit_abs))).toBeCloseTo(expected, 10);
  });

  test.skipIf(oracle === undefined || trades === undefined)('expectancy of its backtest', () => {
    const { strategy } = backtest.parse(JSON.parse(readFileSync(trades ?? '', 'utf8')));
    const profits = strategy.StrategyTestV3.trades.map(({ profit_abs }) => profit_abs);
    const measured = expectancy.of(performance(profits));
    // Money carries 12 decimals and these profits are of the order of 1e-5.
    expect(measured / (oracle?.expectancy_bt ?? Number.NaN)).toBeCloseTo(1, 6);
  });
});
