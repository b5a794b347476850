import type { Candle, CandleColumns, CandleSource } from '../../src/core/market/candles.ts';
import { newColumns, spanOf } from '../../src/core/market/columns.ts';
import type { Instrument } from '../../src/core/market/instrument.ts';
import { fixed } from '../../src/core/money.ts';
import { lengthOf, type Ms, type Timeframe } from '../../src/core/time.ts';

/** What a test says of a bar; what is left out follows from the close before it. */
export type Bar = Partial<Omit<Candle, 'time'>>;

/** Prices to the cent, quantities to the thousandth. */
const instrument = (symbol: string): Instrument => ({
  symbol,
  base: symbol.split('/')[0] ?? symbol,
  quote: 'USDT',
  kind: symbol.includes(':') ? 'perpetual' : 'spot',
  tick: fixed('0.01'),
  step: fixed('0.001'),
  minQuantity: fixed('0.001'),
  minNotional: fixed('5'),
  maxLeverage: symbol.includes(':') ? 20 : 1,
});

/** Bars one after the other: each opens at the close before it, and its range holds both. Absent entries are missing candles. */
export function bars(start: Ms, timeframe: Timeframe, first: number, list: readonly (Bar | undefined)[]): CandleColumns {
  const length = lengthOf(timeframe);
  const known = list.filter((bar) => bar !== undefined).length;
  const columns = newColumns(known);
  let last = first;
  let row = 0;
  list.forEach((bar, i) => {
    if (bar === undefined) return;
    const open = bar.open ?? last;
    const close = bar.close ?? open;
    columns.time[row] = start + i * length;
    columns.open[row] = open;
    columns.high[row] = Math.max(open, close, bar.high ?? open);
    columns.low[row] = Math.min(open, close, bar.low ?? open);
    columns.close[row] = close;
    columns.volume[row] = bar.volume ?? 1_000_000;
    last = close;
    row += 1;
  });
  return columns;
}

/** A market that a test has written bar by bar. */
export function scriptedSource(timeframe: Timeframe, series: Readonly<Record<string, CandleColumns>>): CandleSource {
  const all = Object.values(series);
  const columnsOf = (symbol: string): CandleColumns => series[symbol] ?? newColumns(0);
  return {
    name: 'scripted',
    instruments: Object.keys(series).map(instrument),
    timeframeOf: () => timeframe,
    read: async (symbol, from, to) => spanOf(columnsOf(symbol), from, to),
    // Its missing candles are counted as those of a recording, over a restart too.
    faulty: () => [],
    start: Math.min(...all.map(({ time }) => time[0] ?? 0)),
    end: Math.max(...all.map(({ time }) => (time.at(-1) ?? 0) + lengthOf(timeframe))),
  };
}
