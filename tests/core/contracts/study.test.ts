import { describe, expect, test } from 'vitest';
import { divergence } from '../../../src/core/detectors/divergence.ts';
import { supportResistance } from '../../../src/core/detectors/supportResistance.ts';
import { swings } from '../../../src/core/detectors/swings.ts';
import { pairSpread } from '../../../src/core/indicators/pairSpread.ts';
import type { ReadonlyColumn } from '../../../src/core/market/candles.ts';
import { voicesOf } from '../../../src/core/strategies/list.ts';
import type { Series } from '../../../src/core/study.ts';
import { candlesThrough, tiedTo, walk } from '../candlePaths.ts';
import { batch, garbled, type Market, stream } from '../trial.ts';

/** What every strategy and detector must keep, whatever it computes. */

const BARS = 900;
const partner = walk(BARS, 12);
const own = walk(BARS, 11);
const tied = tiedTo(partner, 13);
const market: Market = { A: own, B: partner, C: tied };

type Asked = {
  readonly warmup: number;
  readonly columns: Readonly<Record<string, ReadonlyColumn>>;
  readonly findings?: readonly object[];
};

type Kind = {
  readonly name: string;
  readonly symbol: string;
  /** Columns that hold a number from the warm-up on. */
  readonly always: readonly string[];
  readonly unit: readonly string[];
  readonly ask: (series: Series) => Asked;
};

const strategies: readonly Kind[] = voicesOf(['B']).map((voice) => ({
  name: voice.name,
  symbol: 'C',
  always: ['score', 'confidence'],
  unit: ['score', 'confidence'],
  ask: (series) => voice.hear(series),
}));

const columnsOnly = (columns: Asked['columns'], warmup: number): Asked => ({ columns, warmup });

const kinds: readonly Kind[] = [
  ...strategies,
  ...(['rsi', 'macd'] as const).map((indicator) => ({
    name: `divergence on ${indicator}`,
    symbol: 'A',
    always: ['score', 'confidence', 'age'],
    unit: ['score', 'confidence'],
    ask: (series: Series) => series.useDetector(divergence, divergence.params.parse({ indicator })),
  })),
  {
    name: 'support and resistance',
    symbol: 'A',
    always: ['score', 'confidence', 'supportStrength', 'resistanceStrength', 'supportTouches', 'resistanceTouches'],
    unit: ['score', 'confidence', 'supportStrength', 'resistanceStrength'],
    ask: (series) => series.useDetector(supportResistance, supportResistance.params.parse({})),
  },
  {
    name: 'swings',
    symbol: 'A',
    always: ['high', 'low', 'rise', 'fall'],
    unit: ['rise', 'fall'],
    ask: (series) => columnsOnly(series.use(swings, swings.params.parse({})), swings.warmup(swings.params.parse({}))),
  },
  {
    name: 'pair spread',
    symbol: 'C',
    always: ['z', 'hedge', 'correlation', 'halfLife', 'dickeyFuller'],
    unit: ['correlation'],
    ask: (series) => {
      const params = pairSpread.params.parse({ partner: 'B' });
      return columnsOnly(series.use(pairSpread, params), pairSpread.warmup(params));
    },
  },
];

const valuesOf = (asked: Asked, bars: number): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    Object.entries(asked.columns).map(([field, column]) => [field, Array.from({ length: bars }, (_, i) => column.at(i))]),
  );

describe.each(kinds)('$name', ({ symbol, always, unit, ask }) => {
  const whole = batch(market, ['1m'], (study) => ask(study.series(symbol, '1m')));
  const values = valuesOf(whole, BARS);

  test('is NaN while it warms up and a number from then on', () => {
    for (const field of always) {
      const column = values[field] ?? [];
      expect(column.slice(0, whole.warmup).every(Number.isNaN), `${field} before ${whole.warmup}`).toBe(true);
      expect(column.slice(whole.warmup).findIndex(Number.isNaN), `${field} after ${whole.warmup}`).toBe(-1);
    }
  });

  test('stays in its range and says something', () => {
    for (const field of unit) {
      const column = (values[field] ?? []).slice(whole.warmup);
      expect(column.every((value) => value >= -1 && value <= 1)).toBe(true);
      expect(column.some((value) => value !== 0)).toBe(true);
    }
  });

  test('candle by candle writes the very values of one call', () => {
    const live = stream(market, ['1m'], (study) => ask(study.series(symbol, '1m')));
    expect(valuesOf(live, BARS)).toEqual(values);
    expect(live.findings).toEqual(whole.findings);
  });

  test.each([250, 601, 777])('candles after %i change nothing before', (after) => {
    const other = Object.fromEntries(Object.entries(market).map(([name, candles]) => [name, garbled(candles, after)]));
    const changed = batch(other, ['1m'], (study) => ask(study.series(symbol, '1m')));
    expect(valuesOf(changed, after)).toEqual(valuesOf(whole, after));
  });

  test.each([
    [
      'flat prices',
      candlesThrough(
        Array.from({ length: 400 }, () => 42),
        { wick: 0 },
      ),
    ],
    ['no volume', walk(400, 3, { volume: () => 0 })],
    ['huge prices', candlesThrough(Array.from({ length: 400 }, (_, i) => 1e12 * (1 + (i % 17) / 100)))],
    ['tiny prices', candlesThrough(Array.from({ length: 400 }, (_, i) => 1e-9 * (1 + (i % 13) / 100)))],
    ['one endless rise', candlesThrough(Array.from({ length: 400 }, (_, i) => 100 * 1.01 ** i))],
  ])('takes %s without a word', (_name, candles) => {
    const asked = batch({ [symbol]: candles, B: candles }, ['1m'], (study) => ask(study.series(symbol, '1m')));
    const odd = valuesOf(asked, 400);
    for (const field of unit) {
      expect((odd[field] ?? []).every((value) => Number.isNaN(value) || (value >= -1 && value <= 1))).toBe(true);
    }
  });
});
