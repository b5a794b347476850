import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBars } from '../../../src/core/market/bars.ts';
import { DAY, HOUR, MINUTE, type Timeframe } from '../../../src/core/time.ts';
import { type DayFigures, dayFigures, rankUniverse, type UniverseRules } from '../../../src/core/trader/universe.ts';

const midnight = Date.UTC(2024, 5, 2);
const rules: UniverseRules = { top: 2, maxVolatility: 0.1, maxSpread: 0.002, switches: new Map() };
const figures = (symbol: string, quoteVolume: number, more: Partial<DayFigures> = {}): DayFigures => ({
  symbol,
  quoteVolume,
  volatility: 0.01,
  spread: undefined,
  ...more,
});

describe('figures of a day', () => {
  /** Bars from `start` on: [close, volume] each. Older ones were forgotten. */
  const bars = (timeframe: Timeframe, start: number, length: number, rows: readonly (readonly [number, number])[]) => {
    const forgotten = 7;
    const made = createBars('BTC/USDT', timeframe);
    for (let i = -forgotten; i < rows.length; i++) {
      const [close, volume] = rows[i] ?? [1, 1];
      made.push({ time: start + i * length, open: close, high: close, low: close, close, volume });
    }
    made.keep(forgotten);
    return made;
  };

  it('sums close x volume over the candles that closed in the 24 hours before, and looks at none after', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [100 + i, i < 6 || i >= 30 ? 1e9 : 2] as const);
    const day = dayFigures(bars('1h', midnight - 30 * HOUR, HOUR, rows), midnight);
    expect(day.quoteVolume).toBe(rows.slice(6, 30).reduce((sum, [close, volume]) => sum + close * volume, 0));
  });

  it('measures the sample deviation of hourly returns, on finer candles too', () => {
    // Hourly returns +10 %, -10 %, +10 %: mean 1/30, deviation sqrt(((2/30)^2 * 2 + (4/30)^2) / 2).
    const expected = Math.sqrt((2 * (1 / 15) ** 2 + (2 / 15) ** 2) / 2);
    const hourly = [100, 110, 99, 108.9];
    const one = dayFigures(
      bars(
        '1h',
        midnight - 4 * HOUR,
        HOUR,
        hourly.map((close) => [close, 1] as const),
      ),
      midnight,
    );
    expect(one.volatility).toBeCloseTo(expected, 12);
    const halves = hourly.flatMap((close) => [[77, 1] as const, [close, 1] as const]);
    const two = dayFigures(bars('30m', midnight - 4 * HOUR, 30 * MINUTE, halves), midnight);
    expect(two.volatility).toBeCloseTo(expected, 12);
    expect(dayFigures(bars('4h', midnight - DAY, 4 * HOUR, halves.slice(0, 6)), midnight).volatility).toBeUndefined();
  });
});

describe('the universe', () => {
  it('takes the largest by quote volume and says why the rest was left', () => {
    const candidates = [
      figures('A', 1),
      figures('B', 5),
      figures('C', 9),
      figures('D', 8, { volatility: 0.12 }),
      figures('E', 7, { spread: 0.003 }),
      figures('F', 0),
    ];
    expect(rankUniverse(candidates, midnight, rules)).toEqual({
      chosen: ['C', 'B'],
      left: [
        { symbol: 'D', why: 'hourly returns deviate by 12.00 %, more than 10.00 %' },
        { symbol: 'E', why: 'a spread of 0.30 %, wider than 0.20 %' },
        { symbol: 'A', why: 'ranked below the first 2 by quote volume' },
        { symbol: 'F', why: 'nothing traded in the 24 hours before' },
      ],
    });
  });

  it('leaves out what was listed too short a time ago, where that is known and wanted', () => {
    const candidates = [
      figures('A', 3, { age: 30 * DAY - HOUR }),
      figures('B', 2, { age: 30 * DAY }),
      figures('C', 1, { age: undefined }),
    ];
    expect(rankUniverse(candidates, midnight, { ...rules, minAge: 30 * DAY })).toEqual({
      chosen: ['B', 'C'],
      left: [{ symbol: 'A', why: 'listed for 29 d 23 h, less than 30 d' }],
    });
    expect(rankUniverse(candidates, midnight, { ...rules, top: 3 }).chosen).toEqual(['A', 'B', 'C']);
  });

  it('follows what people switched until it ends', () => {
    const until = midnight + HOUR;
    const switches = new Map([
      ['C', { allowed: false, until }],
      ['A', { allowed: true, until: undefined }],
    ]);
    const candidates = [figures('A', 1, { volatility: 0.5 }), figures('B', 5), figures('C', 9)];
    const now = rankUniverse(candidates, midnight, { ...rules, switches });
    expect(now).toEqual({ chosen: ['B', 'A'], left: [{ symbol: 'C', why: 'denied by hand until 2024-06-02 01:00 UTC' }] });
    expect(rankUniverse(candidates, until, { ...rules, switches }).chosen).toEqual(['C', 'B', 'A']);
  });

  it('is the same in whatever order symbols come, ties going by symbol', () => {
    expect(rankUniverse([figures('Z', 5), figures('M', 5), figures('A', 5)], midnight, rules).chosen).toEqual(['A', 'M']);
    const some = fc.uniqueArray(
      fc.record({
        symbol: fc.stringMatching(/^[A-Z]{1,3}$/),
        quoteVolume: fc.nat(4),
        volatility: fc.constantFrom(0.01, 0.2),
        spread: fc.constant(undefined),
      }),
      { selector: ({ symbol }) => symbol, maxLength: 12 },
    );
    fc.assert(
      fc.property(
        some.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          const universe = rankUniverse(list, midnight, rules);
          expect(rankUniverse(shuffled, midnight, rules)).toEqual(universe);
          expect([...universe.chosen, ...universe.left.map(({ symbol }) => symbol)].sort()).toEqual(
            list.map(({ symbol }) => symbol).sort(),
          );
          expect(universe.chosen.length).toBeLessThanOrEqual(rules.top);
        },
      ),
    );
  });
});
