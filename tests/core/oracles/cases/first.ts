import { adx } from '../../../../src/core/indicators/adx.ts';
import { atr } from '../../../../src/core/indicators/atr.ts';
import { bollinger } from '../../../../src/core/indicators/bollinger.ts';
import { ema } from '../../../../src/core/indicators/ema.ts';
import { macd } from '../../../../src/core/indicators/macd.ts';
import { obv } from '../../../../src/core/indicators/obv.ts';
import { rsi } from '../../../../src/core/indicators/rsi.ts';
import { sma } from '../../../../src/core/indicators/sma.ts';
import { standardDeviation } from '../../../../src/core/indicators/standardDeviation.ts';
import type { Case } from '../compare.ts';
import { stockIndicators } from '../stockIndicators.ts';
import { talib } from '../talib.ts';
import { tulip } from '../tulip.ts';

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
      why: 'TA-Lib subtracts squares of prices and so carries rounding of its own, 3e-9 at the quietest bar',
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
      from: 200,
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
      from: 400,
      why: "it begins Wilder's sums a bar later",
    },
  ),

  ...tulip('sma 5', sma, { period: 5 }, ['close']),
  ...tulip('rsi 5', rsi, { period: 5 }, ['close']),
];
