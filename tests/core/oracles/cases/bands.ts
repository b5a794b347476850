import { donchian } from '../../../../src/core/indicators/donchian.ts';
import { heikinAshi } from '../../../../src/core/indicators/heikinAshi.ts';
import { hurst } from '../../../../src/core/indicators/hurst.ts';
import { ichimoku } from '../../../../src/core/indicators/ichimoku.ts';
import { keltner } from '../../../../src/core/indicators/keltner.ts';
import { natr } from '../../../../src/core/indicators/natr.ts';
import { parabolicSar } from '../../../../src/core/indicators/parabolicSar.ts';
import { pivotPoints } from '../../../../src/core/indicators/pivotPoints.ts';
import { superTrend } from '../../../../src/core/indicators/superTrend.ts';
import { trueRange } from '../../../../src/core/indicators/trueRange.ts';
import { begunAtRest } from '../candles.ts';
import type { Case } from '../compare.ts';
import { stockIndicators } from '../stockIndicators.ts';
import { talib } from '../talib.ts';
import { tulip } from '../tulip.ts';

const HLC = ['high', 'low', 'close'] as const;
const CHANNEL = { upper: 'upperBand', middle: 'centerline', lower: 'lowerBand', width: 'width' };
const PIVOTS = {
  pivot: 'pp',
  resistance1: 'r1',
  resistance2: 'r2',
  resistance3: 'r3',
  support1: 's1',
  support2: 's2',
  support3: 's3',
};

/** Bands, stops, clouds, profiles and points. */
export const bands: readonly Case[] = [
  ...talib('NATR', natr, { period: 14 }),
  ...talib('TRANGE', trueRange, {}),
  ...talib('SAR', parabolicSar, { acceleration: 0.02, maximum: 0.2 }),

  ...stockIndicators('tr', trueRange, {}, { value: 'tr' }),
  ...stockIndicators('atr', natr, { period: 14 }, { value: 'atrp' }),
  ...stockIndicators('keltner', keltner, { period: 20, multiplier: 2, atrPeriod: 10 }, CHANNEL),
  ...stockIndicators('donchian', donchian, { period: 20 }, CHANNEL),
  ...stockIndicators(
    'supertrend',
    superTrend,
    { period: 10, multiplier: 3 },
    { value: 'superTrend', upper: 'upperBand', lower: 'lowerBand' },
  ),
  ...stockIndicators(
    'psar',
    parabolicSar,
    { acceleration: 0.02, maximum: 0.2 },
    { value: 'sar' },
    {
      from: 42,
      except: [250],
      why: 'it begins upwards, until a common reversal; a bar that turns upwards on a new low has that low in TA-Lib, the one before here',
    },
  ),
  ...stockIndicators(
    'ichimoku',
    ichimoku,
    {},
    { conversion: 'tenkanSen', base: 'kijunSen', spanA: 'senkouSpanA', spanB: 'senkouSpanB' },
  ),
  ...stockIndicators('hurst', hurst, { period: 100 }, { value: 'hurstExponent' }),
  ...stockIndicators('pivot-points', pivotPoints, { kind: 'standard', window: 'month' }, PIVOTS),
  ...stockIndicators('heikinashi', heikinAshi, {}, { open: 'open', high: 'high', low: 'low', close: 'close' }),

  ...tulip('psar .02 .2', parabolicSar, { acceleration: 0.02, maximum: 0.2 }, ['high', 'low'], ['value'], {
    from: 8,
    why: 'it begins on its own; from the first reversal on the two are one',
  }),
  ...tulip('psar .2 2', parabolicSar, { acceleration: 0.2, maximum: 1 }, ['high', 'low'], ['value'], {
    why: 'a pace above 1 is none; in 15 bars it gets no further than 1',
  }),
  ...begunAtRest(tulip('tr', trueRange, {}, HLC), 1),
  ...begunAtRest(tulip('natr 4', natr, { period: 4 }, HLC), 1),
  ...begunAtRest(tulip('natr 5', natr, { period: 5 }, HLC), 1),
];
