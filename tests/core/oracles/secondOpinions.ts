import {
  ADX,
  ATR,
  BollingerBands,
  CCI,
  EMA,
  MACD,
  MFI,
  OBV,
  PSAR,
  ROC,
  RSI,
  SMA,
  Stochastic,
  TRIX,
  WilliamsR,
  WMA,
} from 'technicalindicators';
import { adx } from '../../../src/core/indicators/adx.ts';
import { atr } from '../../../src/core/indicators/atr.ts';
import { bollinger } from '../../../src/core/indicators/bollinger.ts';
import { cci } from '../../../src/core/indicators/cci.ts';
import { ema } from '../../../src/core/indicators/ema.ts';
import { macd } from '../../../src/core/indicators/macd.ts';
import { mfi } from '../../../src/core/indicators/mfi.ts';
import { obv } from '../../../src/core/indicators/obv.ts';
import { parabolicSar } from '../../../src/core/indicators/parabolicSar.ts';
import { roc } from '../../../src/core/indicators/roc.ts';
import { rsi } from '../../../src/core/indicators/rsi.ts';
import { sma } from '../../../src/core/indicators/sma.ts';
import { stochastic } from '../../../src/core/indicators/stochastic.ts';
import { trix } from '../../../src/core/indicators/trix.ts';
import { williamsR } from '../../../src/core/indicators/williamsR.ts';
import { wma } from '../../../src/core/indicators/wma.ts';
import type { AnyPlug } from '../../../src/core/study/plug.ts';
import { DAY } from '../../../src/core/time.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../../../src/exchange/synthetic.ts';
import { type Case, type Rest, type Source, writtenAs } from './compare.ts';

/** A library that is asked here and now, over candles of the built-in market: no recorded figures are needed. */
export const TECHNICALINDICATORS: Source = {
  name: 'technicalindicators, three days of the built-in market',
  tolerance: 1e-8,
  absolute: true,
  names: [],
};

const candles = await syntheticSource(7).read('BTC/USDT', SYNTHETIC_FROM, SYNTHETIC_FROM + 3 * DAY);
const [high, low, close, volume] = [[...candles.high], [...candles.low], [...candles.close], [...candles.volume]];

/** The library leaves the warm-up out, so its last value belongs to the last bar. */
const opinion = (
  title: string,
  plug: AnyPlug<unknown, string>,
  params: Case['params'],
  theirs: Readonly<Record<string, readonly (number | undefined)[]>>,
  rest: Rest = {},
): Case => ({
  source: TECHNICALINDICATORS,
  name: title,
  title,
  plug,
  params,
  candles,
  expected: Object.fromEntries(
    Object.entries(theirs).map(([field, values]) => [field, (bar) => values[bar - (close.length - values.length)]]),
  ),
  ...rest,
});

/** Half of the last decimal, and what a double adds to it. */
const ROUNDED = { tolerance: 0.00501, why: 'it rounds to two decimals' };

const bands = BollingerBands.calculate({ period: 20, stdDev: 2, values: close });
const direction = ADX.calculate({ period: 14, high, low, close });
const lines = MACD.calculate({
  values: close,
  fastPeriod: 12,
  slowPeriod: 26,
  signalPeriod: 9,
  SimpleMAOscillator: false,
  SimpleMASignal: false,
});
const oscillator = Stochastic.calculate({ period: 14, signalPeriod: 3, high, low, close });

/** Each of the library's indicators that the desk has too. */
export const SECOND_OPINIONS: readonly Case[] = [
  opinion('SMA 20', sma, { period: 20 }, { value: SMA.calculate({ period: 20, values: close }) }),
  opinion('EMA 20', ema, { period: 20 }, { value: EMA.calculate({ period: 20, values: close }) }),
  opinion('WMA 20', wma, { period: 20 }, { value: WMA.calculate({ period: 20, values: close }) }),
  opinion('RSI 14', rsi, { period: 14 }, { value: RSI.calculate({ period: 14, values: close }) }, ROUNDED),
  opinion(
    'MACD 12 26 9',
    macd,
    { fast: 12, slow: 26, signal: 9 },
    {
      macd: lines.map((line) => line.MACD),
      signal: lines.map((line) => line.signal),
      histogram: lines.map((line) => line.histogram),
    },
    { from: 200, why: 'its fast average begins at once, ours with the slow one, as TA-Lib’s' },
  ),
  opinion(
    'BollingerBands 20 2',
    bollinger,
    { period: 20, deviations: 2 },
    { upper: bands.map((band) => band.upper), middle: bands.map((band) => band.middle), lower: bands.map((band) => band.lower) },
  ),
  opinion('ATR 14', atr, { period: 14 }, { value: ATR.calculate({ period: 14, high, low, close }) }),
  opinion(
    'ADX 14',
    adx,
    { period: 14 },
    {
      adx: direction.map((line) => line.adx),
      plusDI: direction.map((line) => line.pdi),
      minusDI: direction.map((line) => line.mdi),
    },
    { from: 400, why: 'its sums begin with a whole period, ours with one bar less, as TA-Lib’s' },
  ),
  opinion('CCI 14', cci, { period: 14 }, { value: CCI.calculate({ period: 14, high, low, close }) }),
  opinion(
    'Stochastic 14 3',
    stochastic,
    { k: 14, smooth: 1, d: 3 },
    { k: oscillator.map((line) => line.k), d: oscillator.map((line) => line.d) },
  ),
  opinion('WilliamsR 14', williamsR, { period: 14 }, { value: WilliamsR.calculate({ period: 14, high, low, close }) }),
  opinion('ROC 10', roc, { period: 10 }, { value: ROC.calculate({ period: 10, values: close }) }),
  opinion('TRIX 18', trix, { period: 18 }, { value: TRIX.calculate({ period: 18, values: close }) }),
  opinion(
    'MFI 14',
    mfi,
    { period: 14 },
    { value: MFI.calculate({ period: 14, high, low, close, volume }) },
    { ...ROUNDED, from: 15, why: 'it rounds to two decimals, and begins a bar later' },
  ),
  ...writtenAs(
    [opinion('OBV', obv, {}, { value: OBV.calculate({ close, volume }) }, { from: 1, why: 'it leaves the first volume out' })],
    (value) => value + (volume[0] ?? 0),
  ),
  opinion('PSAR 0.02 0.2', parabolicSar, {}, { value: PSAR.calculate({ step: 0.02, max: 0.2, high, low }) }),
];
