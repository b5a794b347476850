import { alma } from '../../../../src/core/indicators/alma.ts';
import { apo } from '../../../../src/core/indicators/apo.ts';
import { aroon } from '../../../../src/core/indicators/aroon.ts';
import { close } from '../../../../src/core/indicators/close.ts';
import { donchian } from '../../../../src/core/indicators/donchian.ts';
import { fractals } from '../../../../src/core/indicators/fractals.ts';
import { heikinAshi } from '../../../../src/core/indicators/heikinAshi.ts';
import { ichimoku } from '../../../../src/core/indicators/ichimoku.ts';
import { linearRegression } from '../../../../src/core/indicators/linearRegression.ts';
import { parabolicSar } from '../../../../src/core/indicators/parabolicSar.ts';
import { ppo } from '../../../../src/core/indicators/ppo.ts';
import { roc } from '../../../../src/core/indicators/roc.ts';
import { sessionVwap } from '../../../../src/core/indicators/sessionVwap.ts';
import { sma } from '../../../../src/core/indicators/sma.ts';
import { smma } from '../../../../src/core/indicators/smma.ts';
import { standardDeviation } from '../../../../src/core/indicators/standardDeviation.ts';
import { vwap } from '../../../../src/core/indicators/vwap.ts';
import { rowsOf } from '../../../../src/core/market/columns.ts';
import { MINUTE } from '../../../../src/core/time.ts';
import { drawnLater, flat, medians } from '../candles.ts';
import { type Case, writtenAs } from '../compare.ts';
import { STOCK_CANDLES, stockIndicators } from '../stockIndicators.ts';
import { TALIB_CANDLES, talib } from '../talib.ts';
import { tulip } from '../tulip.ts';

const HLC = ['high', 'low', 'close'] as const;
const closes = { candles: flat(TALIB_CANDLES, TALIB_CANDLES.close) };
const volumes = { candles: flat(STOCK_CANDLES, STOCK_CANDLES.volume) };
const ROUNDING = {
  tolerance: 5e-9,
  why: 'TA-Lib subtracts squares of prices and so carries rounding of its own, 4e-9 at a quiet bar',
};

/** How many of the last 30 bars ago an index is that TA-Lib gives, as aroon of 29 says it. */
const asAge = (cases: readonly Case[]): readonly Case[] => writtenAs(cases, (index, bar) => (100 * (29 - (bar - index))) / 29);

/** A line of the alligator: a smoothed average of the median, drawn bars ahead. */
const alligator = (period: number, ahead: number, line: string): readonly Case[] => {
  const candles = rowsOf(flat(STOCK_CANDLES, medians(STOCK_CANDLES)), 0, Math.max(0, STOCK_CANDLES.time.length - ahead));
  return drawnLater(stockIndicators('alligator', smma, { period }, { value: line }, { candles }), -ahead);
};

/** The 502 days as so many minutes of one day, in which an average since the first bar is the day's. */
const oneDay = { ...STOCK_CANDLES, time: STOCK_CANDLES.time.map((_, bar) => bar * MINUTE) };

/** Figures of others that ours are under another name, or of other prices. */
export const otherNames: readonly Case[] = [
  ...talib('MA', sma, { period: 30 }),
  ...talib('MACDEXT', apo, { fast: 12, slow: 26 }, { value: 'MACD' }, { from: 33, why: 'theirs begins with its signal' }),
  ...talib('MAX', donchian, { period: 30, lag: 0 }, { upper: 'output' }, closes),
  ...talib('MIN', donchian, { period: 30, lag: 0 }, { lower: 'output' }, closes),
  ...talib('MINMAX', donchian, { period: 30, lag: 0 }, { upper: 'max', lower: 'min' }, closes),
  ...asAge(talib('MAXINDEX', aroon, { period: 29 }, { up: 'output' }, closes)),
  ...asAge(talib('MININDEX', aroon, { period: 29 }, { down: 'output' }, closes)),
  ...asAge(talib('MINMAXINDEX', aroon, { period: 29 }, { up: 'maxIdx', down: 'minIdx' }, closes)),
  ...talib('MIDPOINT', donchian, { period: 14, lag: 0 }, { middle: 'output' }, closes),
  ...talib('MIDPRICE', donchian, { period: 14, lag: 0 }, { middle: 'output' }),
  ...talib('MEDPRICE', donchian, { period: 1, lag: 0 }, { middle: 'output' }),
  ...talib('TYPPRICE', vwap, { period: 1 }),
  ...writtenAs(talib('ROCR', roc, { period: 10 }), (ratio) => 100 * (ratio - 1)),
  ...writtenAs(talib('ROCR100', roc, { period: 10 }), (ratio) => ratio - 100),
  ...writtenAs(talib('SAREXT', parabolicSar, {}), Math.abs),
  ...writtenAs(talib('SAREXT', parabolicSar, {}, { direction: 'output' }), Math.sign),
  ...writtenAs(talib('VAR', standardDeviation, { period: 5 }, { value: 'output' }, ROUNDING), Math.sqrt),

  ...alligator(13, 8, 'jaw'),
  ...alligator(8, 5, 'teeth'),
  ...alligator(5, 3, 'lips'),
  ...stockIndicators('barpart', close, {}, { value: 'value' }),
  ...drawnLater(stockIndicators('fractal', fractals, { period: 2 }, { high: 'fractalBear', low: 'fractalBull' }), 2),
  ...stockIndicators('pvo', ppo, { fast: 12, slow: 26, average: 'exponential' }, { value: 'pvo' }, volumes),
  ...stockIndicators('sma-analysis', sma, { period: 20 }, { value: 'sma' }),
  ...writtenAs(stockIndicators('sma-analysis', standardDeviation, { period: 20 }, { value: 'mse' }), Math.sqrt),
  ...stockIndicators('vwap', sessionVwap, {}, { value: 'vwap' }, { candles: oneDay }),
  ...stockIndicators('vwap', vwap, { period: 502 }, { value: 'vwap' }),

  ...tulip('avgprice', heikinAshi, {}, ['open', ...HLC], ['close']),
  ...tulip('linregintercept 5', linearRegression, { period: 5 }, ['close'], ['intercept']),
  ...[2, 3, 5].flatMap((period) => tulip(`max ${period}`, donchian, { period, lag: 0 }, ['close'], ['upper'])),
  ...[3, 5].flatMap((period) => tulip(`min ${period}`, donchian, { period, lag: 0 }, ['close'], ['lower'])),
  ...tulip('medprice', donchian, { period: 1, lag: 0 }, ['high', 'low'], ['middle']),
  ...writtenAs(tulip('rocr 12', roc, { period: 12 }, ['close']), (ratio) => 100 * (ratio - 1)),
  ...writtenAs(
    tulip('rocr 5', roc, { period: 5 }, ['close'], ['value'], {
      tolerance: 0.05,
      why: 'three decimals of a ratio are one of a percent',
    }),
    (ratio) => 100 * (ratio - 1),
  ),
  ...[2, 5].flatMap((period) => writtenAs(tulip(`sum ${period}`, sma, { period }, ['close']), (sum) => sum / period)),
  ...[3, 5].flatMap((period) => writtenAs(tulip(`var ${period}`, standardDeviation, { period }, ['close']), Math.sqrt)),
  ...writtenAs(tulip('stderr 3', standardDeviation, { period: 3 }, ['close']), (error) => error * Math.sqrt(3)),
  ...writtenAs(
    tulip('stderr 5', standardDeviation, { period: 5 }, ['close'], ['value'], {
      tolerance: 0.0012,
      why: 'half of its third decimal, times the root of 5',
    }),
    (error) => error * Math.sqrt(5),
  ),
  ...tulip('ikhts 9', ichimoku, { fast: 9, middle: 9, slow: 9, shift: 0 }, ['high', 'low'], ['conversion']),
  ...tulip('vosc 2 5', ppo, { fast: 2, slow: 5 }, ['close']),
  ...tulip('typprice', vwap, { period: 1 }, HLC),
  ...tulip('alma 9 0.85 6', alma, { period: 9, offset: 0.75, sigma: 6 }, ['close'], ['value'], {
    why: 'it takes the whole part of 0.85 x 8 bars, which is 0.75 x 8',
  }),
];
