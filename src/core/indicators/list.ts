import { adx } from './adx.ts';
import { atr } from './atr.ts';
import { bollinger } from './bollinger.ts';
import { close } from './close.ts';
import { ema } from './ema.ts';
import { macd } from './macd.ts';
import { obv } from './obv.ts';
import { rsi } from './rsi.ts';
import { sessionVwap } from './sessionVwap.ts';
import { sma } from './sma.ts';
import { standardDeviation } from './standardDeviation.ts';
import { volumeAverage } from './volumeAverage.ts';
import { vwap } from './vwap.ts';

/** Every indicator of one series with its default parameters; taking one out is this line and its file. */
export const INDICATORS = {
  adx,
  atr,
  bollinger,
  close,
  ema,
  macd,
  obv,
  rsi,
  sessionVwap,
  sma,
  standardDeviation,
  volumeAverage,
  vwap,
} as const;
