import { describe, expect, it } from 'vitest';
import { accumulationDistribution } from '../../../src/core/indicators/accumulationDistribution.ts';
import { aroon } from '../../../src/core/indicators/aroon.ts';
import { awesome } from '../../../src/core/indicators/awesome.ts';
import { balanceOfPower } from '../../../src/core/indicators/balanceOfPower.ts';
import { cci } from '../../../src/core/indicators/cci.ts';
import { chaikinMoneyFlow } from '../../../src/core/indicators/chaikinMoneyFlow.ts';
import { chaikinOscillator } from '../../../src/core/indicators/chaikinOscillator.ts';
import { choppiness } from '../../../src/core/indicators/choppiness.ts';
import { cmo } from '../../../src/core/indicators/cmo.ts';
import { connorsRsi } from '../../../src/core/indicators/connorsRsi.ts';
import { elderRay } from '../../../src/core/indicators/elderRay.ts';
import { forceIndex } from '../../../src/core/indicators/forceIndex.ts';
import { mfi } from '../../../src/core/indicators/mfi.ts';
import { momentum } from '../../../src/core/indicators/momentum.ts';
import { roc } from '../../../src/core/indicators/roc.ts';
import { stochastic } from '../../../src/core/indicators/stochastic.ts';
import { stochRsi } from '../../../src/core/indicators/stochRsi.ts';
import { ulcer } from '../../../src/core/indicators/ulcer.ts';
import { ultimate } from '../../../src/core/indicators/ultimate.ts';
import { vortex } from '../../../src/core/indicators/vortex.ts';
import { williamsR } from '../../../src/core/indicators/williamsR.ts';
import type { CandleColumns, ReadonlyColumn } from '../../../src/core/market/candles.ts';
import { rowsOf } from '../../../src/core/market/columns.ts';
import type { AnyPlug } from '../../../src/core/study/plug.ts';
import { randomCandles, studied, valuesOf } from '../study/conformance/series.ts';

type Kind = {
  readonly plug: AnyPlug<unknown, string>;
  readonly given?: Readonly<Record<string, unknown>>;
  /** What each field says of a price that has come to rest. */
  readonly atRest: Readonly<Record<string, number>>;
};

const kinds: readonly Kind[] = [
  { plug: stochastic, atRest: { k: 50, d: 50 } },
  { plug: stochRsi, atRest: { k: 50, d: 50 } },
  { plug: williamsR, atRest: { value: -50 } },
  { plug: cci, atRest: { value: 0 } },
  { plug: roc, atRest: { value: 0 } },
  { plug: momentum, atRest: { value: 0 } },
  { plug: mfi, atRest: { value: 50 } },
  { plug: ultimate, atRest: { value: 50 } },
  { plug: aroon, atRest: { up: 100, down: 100, oscillator: 0 } },
  { plug: cmo, given: { average: 'sum' }, atRest: { value: 0 } },
  { plug: awesome, atRest: { value: 0 } },
  { plug: balanceOfPower, given: { smooth: 5 }, atRest: { value: 0 } },
  { plug: vortex, atRest: { plusVI: 0, minusVI: 0 } },
  { plug: choppiness, atRest: { value: 100 } },
  { plug: chaikinMoneyFlow, atRest: { value: 0 } },
  { plug: chaikinOscillator, atRest: { value: 0 } },
  { plug: forceIndex, atRest: { value: 0 } },
  { plug: elderRay, atRest: { bullPower: 0, bearPower: 0 } },
  { plug: ulcer, atRest: { value: 0 } },
  { plug: connorsRsi, atRest: { percentRank: 0 } },
];

/** Random candles, and from row `since` on one price for ever. */
function comesToRest(rows: number, since: number): CandleColumns {
  const candles = randomCandles(rows, 5);
  for (const name of ['open', 'high', 'low', 'close'] as const) candles[name].fill(42.1, since);
  return candles;
}

const missAt = (candles: CandleColumns, row: number): void => {
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) candles[name][row] = Number.NaN;
};

const valuesIn = (column: ReadonlyColumn | undefined, from: number, to: number): readonly number[] =>
  column === undefined ? [] : valuesOf(column, from, to);

describe.each(kinds)('$plug.name $given', ({ plug, given = {}, atRest }) => {
  const params = plug.params.parse(given);

  it('calls a price that has come to rest neither high nor low, and not by its rounding', () => {
    const rows = 700;
    const columns = studied(plug, params, comesToRest(rows, 300));
    for (const [field, value] of Object.entries(atRest))
      for (let i = rows - 20; i < rows; i++) expect(columns[field]?.at(i), `${field} at bar ${i}`).toBeCloseTo(value, 9);
  });

  it.each([
    ['nothing is traded', ['volume'], 0],
    ['the price falls to nothing and rises again', ['open', 'high', 'low', 'close'], 100],
  ] as const)('gives finite numbers where %s', (_, names, from) => {
    const candles = randomCandles(400, 8);
    for (const name of names) candles[name].fill(0, from, from + 200);
    const columns = studied(plug, params, candles);
    for (const field of plug.fields) {
      const odd = valuesIn(columns[field], plug.warmup(params), 400).findIndex((value) => !Number.isFinite(value));
      expect(odd, `first odd value of ${field}`).toBe(-1);
    }
  });
});

it.each(kinds.filter(({ plug }) => plug !== roc && plug !== momentum))(
  '$plug.name begins anew after a missing candle, as if nothing had been before it',
  ({ plug, given = {} }) => {
    const params = plug.params.parse(given);
    const [rows, gap] = [600, 237];
    const candles = randomCandles(rows, 5);
    missAt(candles, gap);
    const columns = studied(plug, params, candles);
    const fresh = studied(plug, params, rowsOf(candles, gap + 1, rows));
    for (const field of plug.fields) {
      const values = valuesIn(columns[field], gap, rows);
      const anew = [Number.NaN, ...valuesIn(fresh[field], 0, rows - gap - 1)];
      expect(values.map(Number.isNaN)).toEqual(anew.map(Number.isNaN));
      const apart = values.map((value, i) => Math.abs(value - (anew[i] ?? 0)) / Math.max(1, Math.abs(value)));
      expect(Math.max(...apart.filter((distance) => !Number.isNaN(distance)))).toBeLessThan(1e-9);
    }
  },
);

it.each([roc, momentum])('$name is missing only where one of its two closes is', (plug) => {
  const candles = randomCandles(60, 5);
  missAt(candles, 30);
  const { value } = studied(plug, { period: 10 }, candles);
  const missing = valuesIn(value, 10, 60).flatMap((one, k) => (Number.isNaN(one) ? [10 + k] : []));
  expect(missing).toEqual([30, 40]);
});

describe('flows of volume', () => {
  it('are none where nothing is traded', () => {
    const candles = randomCandles(100, 8);
    candles.volume.fill(0);
    expect(studied(mfi, { period: 14 }, candles).value.at(99)).toBe(50);
    expect(studied(chaikinMoneyFlow, { period: 20 }, candles).value.at(99)).toBe(0);
    expect(studied(accumulationDistribution, {}, candles).value.at(99)).toBe(0);
  });

  it('go on adding up after a missing candle, which itself has no sum', () => {
    const candles = randomCandles(50, 8);
    const line = studied(accumulationDistribution, {}, candles).value;
    const step = line.at(20) - line.at(19);
    missAt(candles, 20);
    const gapped = studied(accumulationDistribution, {}, candles).value;
    expect(gapped.at(20)).toBeNaN();
    expect(gapped.at(49)).toBeCloseTo(line.at(49) - step, 9);
  });

  it('keep the oscillator exact however far the line has gone', () => {
    const candles = randomCandles(1_000, 8);
    candles.volume.fill(1e15, 0, 500);
    const params = { fast: 3, slow: 10 };
    const late = rowsOf(candles, 500, 1_000);
    const [all, fresh] = [studied(chaikinOscillator, params, candles).value, studied(chaikinOscillator, params, late).value];
    for (let i = 450; i < 500; i++) expect(all.at(500 + i)).toBeCloseTo(fresh.at(i), 9);
  });
});

it('aroon counts the newest of equal highs and lows', () => {
  const candles = randomCandles(20, 5);
  candles.high.fill(100);
  candles.low.fill(90);
  for (const i of [10, 13]) [candles.high[i], candles.low[i]] = [110, 80];
  const { up, down } = studied(aroon, { period: 10 }, candles);
  expect([up.at(17), down.at(17)]).toEqual([60, 60]);
});

it.each([
  [awesome, { fast: 9, slow: 9 }, 'fast'],
  [chaikinOscillator, { fast: 10, slow: 3 }, 'fast'],
  [ultimate, { fast: 14, middle: 14, slow: 28 }, 'fast'],
  [ultimate, { fast: 7, middle: 28, slow: 28 }, 'middle'],
] as const)('%o refuses windows in a wrong order by name', ({ params }, wrong, name) => {
  expect(params.safeParse(wrong).error?.issues.map(({ path }) => path.join('.'))).toEqual([name]);
});
