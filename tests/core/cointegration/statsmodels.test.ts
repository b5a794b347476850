import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { correlationOfChanges } from '../../../src/core/cointegration/correlation.ts';
import { dickeyFuller } from '../../../src/core/cointegration/dickeyFuller.ts';
import { engleGranger } from '../../../src/core/cointegration/engleGranger.ts';
import type { Trend } from '../../../src/core/cointegration/mackinnon.ts';
import { readCandleFile } from '../../../src/store/parquet.ts';
import { sharedData } from '../../data.ts';

const TRENDS: Readonly<Record<string, Trend>> = { n: 'none', c: 'constant', ct: 'trend' };
const trendOf = (letter: string): Trend => TRENDS[letter] ?? 'none';

const crits = z.record(z.string(), z.number());
const published = z.object({
  macrodata: z.record(z.string(), z.array(z.number())),
  adf: z.array(
    z.object({
      series: z.string(),
      regression: z.string(),
      maxlag: z.number(),
      stat: z.number(),
      p: z.number(),
      critical: crits,
    }),
  ),
  engle_granger: z.array(z.object({ y: z.string(), x: z.string(), maxlag: z.number(), stat: z.number(), decimals: z.number() })),
});

/** Stata's critical values are of older tables: statsmodels holds its own to them as loosely. */
const STATA = 0.015;

const publishedPath = sharedData('oracles/statsmodels/adf_coint.json');

describe.runIf(publishedPath !== undefined)('the figures that statsmodels publishes in its own tests', () => {
  const empty = { macrodata: {}, adf: [], engle_granger: [] };
  const figures = published.parse(publishedPath === undefined ? empty : JSON.parse(readFileSync(publishedPath, 'utf8')));
  const series = (name: string): Float64Array => Float64Array.from(figures.macrodata[name] ?? []);

  it.each(figures.adf)('Dickey-Fuller of $series, $regression', ({ series: name, regression, maxlag, stat, p, critical }) => {
    const found = dickeyFuller(series(name), trendOf(regression), { exactly: maxlag });
    expect(found.statistic).toBeCloseTo(stat, 5);
    expect(found.p).toBeCloseTo(p, 5);
    expect(Math.abs(found.critical.at1 - (critical['1%'] ?? Number.NaN))).toBeLessThan(STATA);
    expect(Math.abs(found.critical.at5 - (critical['5%'] ?? Number.NaN))).toBeLessThan(STATA);
    expect(Math.abs(found.critical.at10 - (critical['10%'] ?? Number.NaN))).toBeLessThan(STATA);
  });

  it.each(figures.engle_granger)('Engle-Granger of $y on $x', ({ y, x, maxlag, stat, decimals }) => {
    expect(engleGranger(series(y), series(x), { exactly: maxlag }).statistic).toBeCloseTo(stat, decimals);
  });
});

const computed = z.object({
  n: z.number(),
  adf: z.record(
    z.string(),
    z.object({
      stat: z.number(),
      p: z.number(),
      usedlag: z.number(),
      nobs: z.number().optional(),
      crit: crits.optional(),
    }),
  ),
  coint: z.record(
    z.string(),
    z.object({
      t: z.number(),
      p: z.number(),
      crit: z.array(z.number()),
      ols_alpha: z.number(),
      ols_beta: z.number(),
      half_life_bars: z.number(),
      z_last: z.number(),
      corr_ret: z.number(),
    }),
  ),
});

const computedPath = sharedData('oracles/stats_crypto/adf_coint_wavelet.json');
const SYMBOLS = ['BTCUSDT', 'ETHUSDT', 'LTCUSDT', 'BCHUSDT', 'SOLUSDT', 'AVAXUSDT'];

describe.runIf(computedPath !== undefined)('what statsmodels computes of 15 crypto pairs, hourly, 2023', () => {
  const empty = { n: 0, adf: {}, coint: {} };
  const figures = computed.parse(computedPath === undefined ? empty : JSON.parse(readFileSync(computedPath, 'utf8')));
  const logs = new Map<string, Float64Array>();
  const logOf = (symbol: string): Float64Array => logs.get(symbol) ?? new Float64Array();

  beforeAll(async () => {
    const [from, to] = [Date.UTC(2023, 0, 1), Date.UTC(2024, 0, 1)];
    const read = await Promise.all(
      SYMBOLS.map(async (symbol) => {
        const file = sharedData(`ohlcv/binance/${symbol}/1h.parquet`) ?? '';
        const { time, close } = await readCandleFile(file, from, to);
        return new Map([...time].map((at, i) => [at, close[i] ?? Number.NaN]));
      }),
    );
    const joined = [...(read[0]?.keys() ?? [])].filter(
      (time) => time >= from && time < to && read.every((closes) => closes.has(time)),
    );
    if (joined.length !== figures.n) throw new Error(`${joined.length} joined bars instead of ${figures.n}`);
    read.forEach((closes, s) =>
      logs.set(
        SYMBOLS[s] ?? '',
        Float64Array.from(joined, (time) => Math.log(closes.get(time) ?? Number.NaN)),
      ),
    );
  });

  it.each(Object.entries(figures.adf))('Dickey-Fuller %s', (name, { stat, p, usedlag, nobs, crit }) => {
    const [symbol = '', regression = '', lags = ''] = name.split('|');
    const most = Number(/\d+/.exec(lags)?.[0]);
    const given = lags.startsWith('maxlag') ? { atMost: most } : { exactly: most };
    const found = dickeyFuller(logOf(symbol), trendOf(regression), given);
    expect(found.lags).toBe(usedlag);
    expect(found.statistic).toBeCloseTo(stat, 6);
    expect(found.p).toBeCloseTo(p, 6);
    if (nobs !== undefined) expect(found.observations).toBe(nobs);
    if (crit !== undefined) {
      expect(found.critical.at1).toBeCloseTo(crit['1%'] ?? Number.NaN, 9);
      expect(found.critical.at5).toBeCloseTo(crit['5%'] ?? Number.NaN, 9);
      expect(found.critical.at10).toBeCloseTo(crit['10%'] ?? Number.NaN, 9);
    }
  });

  it.each(Object.entries(figures.coint))('Engle-Granger %s', (name, figure) => {
    const [y = '', x = ''] = name.split('~');
    const found = engleGranger(logOf(y), logOf(x), { atMost: 24 });
    expect(found.statistic).toBeCloseTo(figure.t, 6);
    expect(found.p).toBeCloseTo(figure.p, 6);
    const { at1, at5, at10 } = found.critical;
    [at1, at5, at10].forEach((value, i) => expect(value).toBeCloseTo(figure.crit[i] ?? Number.NaN, 9));
    expect(found.intercept).toBeCloseTo(figure.ols_alpha, 9);
    expect(found.hedge).toBeCloseTo(figure.ols_beta, 9);
    expect(found.halfLife / figure.half_life_bars).toBeCloseTo(1, 9);
    expect(found.z).toBeCloseTo(figure.z_last, 9);
    expect(correlationOfChanges(logOf(y), logOf(x))).toBeCloseTo(figure.corr_ret, 9);
  });
});

it('a series too short for its lags is refused in words', () => {
  const short = Float64Array.of(1, 3, 2);
  expect(() => dickeyFuller(short, 'constant', { exactly: 2 })).toThrow('3 numbers are too few for 2 lags');
  expect(() => dickeyFuller(short, 'constant', { exactly: 0 })).toThrow('2 rows do not determine 2 coefficients');
  expect(() => dickeyFuller(Float64Array.of(1, Number.NaN), 'none', { exactly: 0 })).toThrow('missing');
});
