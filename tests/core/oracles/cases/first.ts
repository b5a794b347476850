import { adx } from '../../../../src/core/indicators/adx.ts';
import { atr } from '../../../../src/core/indicators/atr.ts';
import { bollinger } from '../../../../src/core/indicators/bollinger.ts';
import { ema } from '../../../../src/core/indicators/ema.ts';
import { macd } from '../../../../src/core/indicators/macd.ts';
import { obv } from '../../../../src/core/indicators/obv.ts';
import { rsi } from '../../../../src/core/indicators/rsi.ts';
import { sma } from '../../../../src/core/indicators/sma.ts';
import { standardDeviation } from '../../../../src/core/indicators/standardDeviation.ts';
import { begunAtRest } from '../candles.ts';
import type { Case } from '../compare.ts';
import { stockIndicators } from '../stockIndicators.ts';
import { talib } from '../talib.ts';
import { tulip } from '../tulip.ts';

const HLC = ['high', 'low', 'close'] as const;
const MACD = { macd: 'MACD', signal: 'MACDSignal', histogram: 'MACDHist' };
const BANDS = { upper: 'upperBand', middle: 'middleBand', lower: 'lowerBand' };

/** What the desk's own default strategies read. */
export const first: readonly Case[] = [
  ...talib('SMA', sma, { period: 30 }),
  ...talib('EMA', ema, { period: 30 }),
  ...talib('RSI', rsi, { period: 14 }),
  ...talib('MACD', macd, { fast: 12, slow: 26, signal: 9 }, MACD),
  ...talib('BBANDS', bollinger, { period: 5, deviations: 2 }, BANDS),
  ...talib(
    'STDDEV',
    standardDeviation,
    { period: 5 },
    { value: 'output' },
    {
      tolerance: 5e-9,
      why: 'TA-Lib subtracts squares of prices and so carries rounding of its own, 4e-9 at a quiet bar',
    },
  ),
  ...talib('ATR', atr, { period: 14 }),
  ...talib('ADX', adx, { period: 14 }, { adx: 'output' }),
  ...talib('PLUS_DI', adx, { period: 14 }, { plusDI: 'output' }),
  ...talib('MINUS_DI', adx, { period: 14 }, { minusDI: 'output' }),
  ...talib('OBV', obv, {}),

  ...stockIndicators('sma', sma, { period: 20 }, { value: 'sma' }),
  ...stockIndicators('ema', ema, { period: 20 }, { value: 'ema' }),
  ...stockIndicators('rsi', rsi, { period: 14 }, { value: 'rsi' }),
  ...stockIndicators('atr', atr, { period: 14 }, { value: 'atr' }),
  ...stockIndicators(
    'macd',
    macd,
    { fast: 12, slow: 26, signal: 9 },
    { macd: 'macd', signal: 'signal', histogram: 'histogram' },
    {
      from: 110,
      why: 'it begins the fast average at once, TA-Lib with the slow one',
    },
  ),
  ...stockIndicators(
    'bb',
    bollinger,
    { period: 20, deviations: 2 },
    {
      upper: 'upperBand',
      middle: 'sma',
      lower: 'lowerBand',
      percentB: 'percentB',
      width: 'width',
    },
  ),
  ...stockIndicators('stdev', standardDeviation, { period: 14 }, { value: 'stdDev' }),
  ...stockIndicators(
    'adx',
    adx,
    { period: 14 },
    { adx: 'adx', plusDI: 'pdi', minusDI: 'mdi' },
    {
      from: 200,
      why: "Wilder's first sums are of 14 bars, in TA-Lib of 13",
    },
  ),

  ...begunAtRest(stockIndicators('obv', obv, {}, { value: 'obv' }), 1),

  ...tulip('sma 5', sma, { period: 5 }, ['close']),
  ...tulip('rsi 5', rsi, { period: 5 }, ['close']),
  ...begunAtRest(tulip('ema 5', ema, { period: 5 }, ['close']), 4),
  ...begunAtRest(tulip('macd 2 5 9', macd, { fast: 2, slow: 5, signal: 9 }, ['close'], ['macd', undefined, undefined]), 8),
  ...begunAtRest(tulip('atr 4', atr, { period: 4 }, HLC), 1),
  ...begunAtRest(tulip('atr 5', atr, { period: 5 }, HLC), 1),
  ...tulip('bbands 5 2', bollinger, { period: 5, deviations: 2 }, ['close'], ['lower', 'middle', 'upper']),
  ...tulip('di 14', adx, { period: 14 }, HLC, ['plusDI', 'minusDI']),
  ...tulip('di 5', adx, { period: 5 }, HLC, ['plusDI', 'minusDI']),
  ...begunAtRest(tulip('obv', obv, {}, ['close', 'volume']), 1),
  ...[3, 5].flatMap((period) => tulip(`stddev ${period}`, standardDeviation, { period }, ['close'])),
];
