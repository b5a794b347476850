import { accumulationDistribution } from './accumulationDistribution.ts';
import { adx } from './adx.ts';
import { alma } from './alma.ts';
import { apo } from './apo.ts';
import { aroon } from './aroon.ts';
import { atr } from './atr.ts';
import { awesome } from './awesome.ts';
import { balanceOfPower } from './balanceOfPower.ts';
import { bollinger } from './bollinger.ts';
import { cci } from './cci.ts';
import { chaikinMoneyFlow } from './chaikinMoneyFlow.ts';
import { chaikinOscillator } from './chaikinOscillator.ts';
import { choppiness } from './choppiness.ts';
import { close } from './close.ts';
import { cmo } from './cmo.ts';
import { connorsRsi } from './connorsRsi.ts';
import { dema } from './dema.ts';
import { donchian } from './donchian.ts';
import { elderRay } from './elderRay.ts';
import { ema } from './ema.ts';
import { forceIndex } from './forceIndex.ts';
import { fractals } from './fractals.ts';
import { heikinAshi } from './heikinAshi.ts';
import { hma } from './hma.ts';
import { hurst } from './hurst.ts';
import { ichimoku } from './ichimoku.ts';
import { kalmanHedge } from './kalmanHedge.ts';
import { kama } from './kama.ts';
import { keltner } from './keltner.ts';
import { linearRegression } from './linearRegression.ts';
import { linearRegressionSlope } from './linearRegressionSlope.ts';
import { macd } from './macd.ts';
import { mfi } from './mfi.ts';
import { momentum } from './momentum.ts';
import { natr } from './natr.ts';
import { obv } from './obv.ts';
import { parabolicSar } from './parabolicSar.ts';
import { pivotPoints } from './pivotPoints.ts';
import { ppo } from './ppo.ts';
import { regime } from './regime.ts';
import { roc } from './roc.ts';
import { rsi } from './rsi.ts';
import { sessionVwap } from './sessionVwap.ts';
import { sma } from './sma.ts';
import { smma } from './smma.ts';
import { standardDeviation } from './standardDeviation.ts';
import { stochastic } from './stochastic.ts';
import { stochRsi } from './stochRsi.ts';
import { superTrend } from './superTrend.ts';
import { t3 } from './t3.ts';
import { tema } from './tema.ts';
import { trima } from './trima.ts';
import { trix } from './trix.ts';
import { trueRange } from './trueRange.ts';
import { tsi } from './tsi.ts';
import { ulcer } from './ulcer.ts';
import { ultimate } from './ultimate.ts';
import { volumeAverage } from './volumeAverage.ts';
import { volumeProfile } from './volumeProfile.ts';
import { vortex } from './vortex.ts';
import { vwap } from './vwap.ts';
import { vwma } from './vwma.ts';
import { williamsR } from './williamsR.ts';
import { wma } from './wma.ts';
import { zigzag } from './zigzag.ts';

/** Every indicator of one series with its default parameters; taking one out is this line and its file. */
export const INDICATORS = {
  accumulationDistribution,
  adx,
  alma,
  apo,
  aroon,
  atr,
  awesome,
  balanceOfPower,
  bollinger,
  cci,
  chaikinMoneyFlow,
  chaikinOscillator,
  choppiness,
  close,
  cmo,
  connorsRsi,
  dema,
  donchian,
  elderRay,
  ema,
  forceIndex,
  fractals,
  heikinAshi,
  hma,
  hurst,
  ichimoku,
  kama,
  kalmanHedge,
  keltner,
  linearRegression,
  linearRegressionSlope,
  macd,
  mfi,
  momentum,
  natr,
  obv,
  parabolicSar,
  pivotPoints,
  ppo,
  regime,
  roc,
  rsi,
  sessionVwap,
  sma,
  smma,
  standardDeviation,
  stochRsi,
  stochastic,
  superTrend,
  t3,
  tema,
  trima,
  trix,
  trueRange,
  tsi,
  ulcer,
  ultimate,
  volumeAverage,
  volumeProfile,
  vortex,
  vwap,
  vwma,
  williamsR,
  wma,
  zigzag,
} as const;
