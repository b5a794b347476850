import { accumulationDistribution } from '../../../../src/core/indicators/accumulationDistribution.ts';
import { adx } from '../../../../src/core/indicators/adx.ts';
import { apo } from '../../../../src/core/indicators/apo.ts';
import { aroon } from '../../../../src/core/indicators/aroon.ts';
import { atr } from '../../../../src/core/indicators/atr.ts';
import { balanceOfPower } from '../../../../src/core/indicators/balanceOfPower.ts';
import { bollinger } from '../../../../src/core/indicators/bollinger.ts';
import { cci } from '../../../../src/core/indicators/cci.ts';
import { chaikinOscillator } from '../../../../src/core/indicators/chaikinOscillator.ts';
import { cmo } from '../../../../src/core/indicators/cmo.ts';
import { dema } from '../../../../src/core/indicators/dema.ts';
import { donchian } from '../../../../src/core/indicators/donchian.ts';
import { ema } from '../../../../src/core/indicators/ema.ts';
import { heikinAshi } from '../../../../src/core/indicators/heikinAshi.ts';
import { kama } from '../../../../src/core/indicators/kama.ts';
import { macd } from '../../../../src/core/indicators/macd.ts';
import { mfi } from '../../../../src/core/indicators/mfi.ts';
import { momentum } from '../../../../src/core/indicators/momentum.ts';
import { natr } from '../../../../src/core/indicators/natr.ts';
import { ppo } from '../../../../src/core/indicators/ppo.ts';
import { roc } from '../../../../src/core/indicators/roc.ts';
import { rsi } from '../../../../src/core/indicators/rsi.ts';
import { sma } from '../../../../src/core/indicators/sma.ts';
import { standardDeviation } from '../../../../src/core/indicators/standardDeviation.ts';
import { stochastic } from '../../../../src/core/indicators/stochastic.ts';
import { stochRsi } from '../../../../src/core/indicators/stochRsi.ts';
import { t3 } from '../../../../src/core/indicators/t3.ts';
import { tema } from '../../../../src/core/indicators/tema.ts';
import { trima } from '../../../../src/core/indicators/trima.ts';
import { trix } from '../../../../src/core/indicators/trix.ts';
import { trueRange } from '../../../../src/core/indicators/trueRange.ts';
import { ultimate } from '../../../../src/core/indicators/ultimate.ts';
import { williamsR } from '../../../../src/core/indicators/williamsR.ts';
import { wma } from '../../../../src/core/indicators/wma.ts';
import { begunAtRest, flat } from '../candles.ts';
import { type Case, writtenAs } from '../compare.ts';
import { REGTEST_CANDLES, regtest } from '../regtest.ts';

const BANDS = ['upper', 'middle', 'lower'];
const MACD = ['macd', 'signal', 'histogram'];
const together = { from: 27, why: 'ours begins with the index' };
const metastock = (from: number) => ({ from, why: 'MetaStock’s averages begin with one value each' });
const aBarEarlier = { from: 14, why: 'MetaStock’s begins a bar earlier' };
const swapped = { why: 'TA-Lib takes the longer one as the slow one, ours refuses the two the wrong way round' };
/** Its test of highest and lowest values takes opens. */
const opens = { candles: flat(REGTEST_CANDLES, REGTEST_CANDLES.open) };

/** What TA-Lib's own tests expect. */
export const ownTests: readonly Case[] = [
  ...regtest('adx PLUS_DI 14', adx, { period: 14 }, ['plusDI'], together),
  ...regtest('adx MINUS_DI 14', adx, { period: 14 }, ['minusDI'], together),
  ...regtest('adx ADX 14', adx, { period: 14 }, ['adx']),
  ...regtest('bbands 20 2 2 SMA', bollinger, { period: 20, deviations: 2 }, BANDS),
  ...regtest('bbands 20 2 2 SMA METASTOCK', bollinger, { period: 20, deviations: 2 }, BANDS),

  ...regtest('ma ANY_MA 5 T3', t3, { period: 5, volume: 0.7 }),
  ...[9, 10, 12].flatMap((period) => regtest(`ma ANY_MA ${period} TRIMA`, trima, { period })),
  ...[10, 14].flatMap((period) => regtest(`ma ANY_MA ${period} KAMA`, kama, { period })),
  ...[2, 30].flatMap((period) => regtest(`ma ANY_MA ${period} SMA`, sma, { period })),
  ...[2, 30].flatMap((period) => regtest(`ma ANY_MA ${period} SMA METASTOCK`, sma, { period })),
  ...[2, 30].flatMap((period) => regtest(`ma ANY_MA ${period} WMA`, wma, { period })),
  ...[2, 14, 30].flatMap((period) => regtest(`ma ANY_MA ${period} WMA METASTOCK`, wma, { period })),
  ...[2, 10, 14].flatMap((period) => regtest(`ma ANY_MA ${period} EMA`, ema, { period })),
  ...regtest('ma ANY_MA 14 EMA METASTOCK', ema, { period: 14 }),
  ...begunAtRest(regtest('ma ANY_MA 2 EMA METASTOCK (unstable 1)', ema, { period: 2 }), 1),
  ...begunAtRest(regtest('ma ANY_MA 2 EMA METASTOCK (unstable 2)', ema, { period: 2 }), 1),
  ...begunAtRest(regtest('ma ANY_MA 10 EMA METASTOCK (unstable 1)', ema, { period: 10 }), 9),
  ...begunAtRest(regtest('ma ANY_MA 10 EMA METASTOCK (unstable 2)', ema, { period: 10 }), 9),
  ...begunAtRest(regtest('ma ANY_MA 10 EMA METASTOCK (unstable 3)', ema, { period: 10 }), 9),
  ...regtest('ma ANY_MA 2 DEMA METASTOCK (unstable 1)', dema, { period: 2 }, ['value'], metastock(20)),
  ...regtest('ma ANY_MA 14 DEMA METASTOCK', dema, { period: 14 }, ['value'], metastock(150)),
  ...regtest('ma ANY_MA 14 DEMA METASTOCK (unstable 1)', dema, { period: 14 }, ['value'], metastock(150)),
  ...regtest('ma ANY_MA 14 TEMA METASTOCK', tema, { period: 14 }, ['value'], metastock(150)),

  ...regtest('macd MACD 12 26 9', macd, { fast: 12, slow: 26, signal: 9 }, MACD),
  ...regtest('macd MACDEXT 12 26 9', macd, { fast: 12, slow: 26, signal: 9 }, MACD),
  ...regtest('macd MACD 26 12 9', macd, { fast: 12, slow: 26, signal: 9 }, MACD, swapped),
  ...regtest('po 0 12 26 SMA', apo, { fast: 12, slow: 26 }),
  ...regtest('po 0 26 12 SMA', apo, { fast: 12, slow: 26 }, ['value'], swapped),
  ...regtest('po 0 12 26 SMA METASTOCK', apo, { fast: 12, slow: 26 }),
  ...begunAtRest(regtest('po 0 12 26 EMA METASTOCK', apo, { fast: 12, slow: 26, average: 'exponential' }), 25),
  ...regtest('po 1 2 3 SMA', ppo, { fast: 2, slow: 3 }),
  ...regtest('po 1 2 3 SMA METASTOCK', ppo, { fast: 2, slow: 3 }),
  ...regtest('po 1 3 2 SMA METASTOCK', ppo, { fast: 2, slow: 3 }, ['value'], swapped),
  ...regtest('po 1 12 26 SMA METASTOCK', ppo, { fast: 12, slow: 26 }),
  ...begunAtRest(regtest('po 1 12 26 EMA METASTOCK', ppo, { fast: 12, slow: 26, average: 'exponential' }), 25),
  ...begunAtRest(
    regtest('po 1 26 12 EMA METASTOCK', ppo, { fast: 12, slow: 26, average: 'exponential' }, ['value'], swapped),
    25,
  ),

  ...[2, 14].flatMap((period) => regtest(`minmax MIN ${period}`, donchian, { period, lag: 0 }, ['lower'], opens)),
  ...[2, 14].flatMap((period) => regtest(`minmax MAX ${period}`, donchian, { period, lag: 0 }, ['upper'], opens)),
  ...regtest('minmax MINMAX 14', donchian, { period: 14, lag: 0 }, ['lower'], opens),
  ...regtest('mom MOM 14', momentum, { period: 14 }),
  ...regtest('mom ROC 14', roc, { period: 14 }),
  ...writtenAs(regtest('mom ROCR 14', roc, { period: 14 }), (ratio) => 100 * (ratio - 1)),
  ...writtenAs(regtest('mom ROCR100 14', roc, { period: 14 }), (ratio) => ratio - 100),
  ...regtest('per_ema TRIX 5', trix, { period: 5 }),

  ...regtest('per_hl AROON_UP 14', aroon, { period: 14 }, ['up']),
  ...regtest('per_hl AROON_DOWN 14', aroon, { period: 14 }, ['down']),
  ...regtest('per_hl AROONOSC 14', aroon, { period: 14 }, ['oscillator']),
  ...regtest('per_hlc NATR 14 0 0', natr, { period: 14 }),
  ...regtest('per_hlc ULTOSC 7 14 28', ultimate, { fast: 7, middle: 14, slow: 28 }),
  ...regtest('per_hlc WILLR 14 0 0', williamsR, { period: 14 }),
  ...[2, 5, 11].flatMap((period) => regtest(`per_hlc CCI ${period} 0 0`, cci, { period })),
  ...regtest('per_hlcv AD -1', accumulationDistribution, {}),
  ...regtest('per_hlcv ADOSC_3_10 -1', chaikinOscillator, { fast: 3, slow: 10 }),
  ...writtenAs(
    regtest('per_hlcv ADOSC_5_2 -1', chaikinOscillator, { fast: 2, slow: 5 }, ['value'], {
      why: 'asked for the slow one first TA-Lib turns the sign, ours refuses',
    }),
    (value) => -value,
  ),
  ...[14, 49, 50, 51, 100].flatMap((period) => regtest(`per_hlcv MFI ${period}`, mfi, { period })),
  ...regtest('per_ohlc AVGPRICE 0', heikinAshi, {}, ['close']),
  ...regtest('per_ohlc BOP 0', balanceOfPower, {}),

  ...regtest('rsi RSI 14', rsi, { period: 14 }),
  ...regtest('rsi RSI 14 (unstable 1)', rsi, { period: 14 }),
  ...regtest('rsi RSI 14 (unstable 2)', rsi, { period: 14 }),
  ...regtest('rsi RSI 14 METASTOCK', rsi, { period: 14 }, ['value'], aBarEarlier),
  ...regtest('rsi RSI 14 METASTOCK (unstable 1)', rsi, { period: 14 }),
  ...regtest('rsi RSI 14 METASTOCK (unstable 2)', rsi, { period: 14 }),
  ...regtest('rsi CMO 14', cmo, { period: 14 }),
  ...begunAtRest(regtest('rsi CMO 14 METASTOCK', cmo, { period: 14 }), 1),
  ...regtest('stddev 5 1', standardDeviation, { period: 5 }),
  ...writtenAs(regtest('stddev 5 1.5', standardDeviation, { period: 5 }), (value) => value / 1.5),
  ...[3, 4].flatMap((d) => regtest(`stoch STOCH 5 3 SMA ${d} SMA`, stochastic, { k: 5, smooth: 3, d }, ['k', 'd'])),
  ...regtest('stoch STOCHRSI 14 14 -1 1 SMA', stochRsi, { period: 14, k: 14, d: 1 }, ['k', 'd']),
  ...regtest('stoch STOCHRSI 14 45 -1 1 SMA', stochRsi, { period: 14, k: 45, d: 1 }, ['k', 'd']),
  ...regtest('stoch STOCHRSI 11 13 -1 16 SMA', stochRsi, { period: 11, k: 13, d: 16 }, ['k', 'd']),
  ...regtest('trange 0 0', trueRange, {}),
  ...[1, 14].flatMap((period) => regtest(`trange 1 ${period}`, atr, { period })),
  ...regtest('trange 1 14 (unstable 1)', atr, { period: 14 }),
];
