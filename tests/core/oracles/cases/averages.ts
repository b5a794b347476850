import { alma } from '../../../../src/core/indicators/alma.ts';
import { apo } from '../../../../src/core/indicators/apo.ts';
import { dema } from '../../../../src/core/indicators/dema.ts';
import { hma } from '../../../../src/core/indicators/hma.ts';
import { kama } from '../../../../src/core/indicators/kama.ts';
import { linearRegression } from '../../../../src/core/indicators/linearRegression.ts';
import { linearRegressionSlope } from '../../../../src/core/indicators/linearRegressionSlope.ts';
import { ppo } from '../../../../src/core/indicators/ppo.ts';
import { smma } from '../../../../src/core/indicators/smma.ts';
import { t3 } from '../../../../src/core/indicators/t3.ts';
import { tema } from '../../../../src/core/indicators/tema.ts';
import { trima } from '../../../../src/core/indicators/trima.ts';
import { trix } from '../../../../src/core/indicators/trix.ts';
import { tsi } from '../../../../src/core/indicators/tsi.ts';
import { vwma } from '../../../../src/core/indicators/vwma.ts';
import { wma } from '../../../../src/core/indicators/wma.ts';
import { begunAtRest } from '../candles.ts';
import type { Case } from '../compare.ts';
import { stockIndicators } from '../stockIndicators.ts';
import { talib } from '../talib.ts';
import { tulip } from '../tulip.ts';

/** Two averages of one price do not differ. */
const noneYet = { from: 1, why: 'it has no value for the first bar' };

/** Averages of the close and what is made of them. */
export const averages: readonly Case[] = [
  ...talib('WMA', wma, { period: 30 }),
  ...talib('DEMA', dema, { period: 30 }),
  ...talib('TEMA', tema, { period: 30 }),
  ...talib('KAMA', kama, { period: 30 }),
  ...talib('TRIMA', trima, { period: 30 }),
  ...talib('T3', t3, { period: 5, volume: 0.7 }),
  ...talib('TRIX', trix, { period: 30 }),
  ...talib('PPO', ppo, { fast: 12, slow: 26 }),
  ...talib('APO', apo, { fast: 12, slow: 26 }),
  ...talib('LINEARREG', linearRegression, { period: 14 }),
  ...talib('LINEARREG_SLOPE', linearRegression, { period: 14 }, { slope: 'output' }),
  ...talib('LINEARREG_INTERCEPT', linearRegression, { period: 14 }, { intercept: 'output' }),
  ...talib('LINEARREG_ANGLE', linearRegression, { period: 14 }, { angle: 'output' }),
  ...talib('LINEARREG_SLOPE', linearRegressionSlope, { period: 14 }),

  ...stockIndicators('wma', wma, { period: 14 }, { value: 'wma' }),
  ...stockIndicators('dema', dema, { period: 14 }, { value: 'dema' }, { from: 75, why: 'it begins both averages at once' }),
  ...stockIndicators('tema', tema, { period: 20 }, { value: 'tema' }, { from: 140, why: 'it begins all averages at once' }),
  ...stockIndicators('hma', hma, { period: 14 }, { value: 'hma' }),
  ...stockIndicators('kama', kama, { period: 10 }, { value: 'kama' }),
  ...stockIndicators('smma', smma, { period: 20 }, { value: 'smma' }),
  ...stockIndicators('alma', alma, { period: 9, offset: 0.85, sigma: 6 }, { value: 'alma' }),
  ...stockIndicators('vwma', vwma, { period: 14 }, { value: 'vwma' }),
  ...begunAtRest(stockIndicators('t3', t3, { period: 5, volume: 0.7 }, { value: 't3' }), 24),
  ...stockIndicators('trix', trix, { period: 14 }, { value: 'trix' }, { from: 115, why: 'it begins all averages at once' }),
  ...stockIndicators('tsi', tsi, { slow: 25, fast: 13, signal: 7 }, { value: 'tsi', signal: 'signal' }),
  ...stockIndicators('slope', linearRegression, { period: 14 }, { slope: 'slope' }),
  ...stockIndicators('epma', linearRegression, { period: 10 }, { value: 'epma' }),

  ...tulip('wma 5', wma, { period: 5 }, ['close']),
  ...tulip('hma 5', hma, { period: 5 }, ['close']),
  ...tulip('trima 5', trima, { period: 5 }, ['close']),
  ...tulip('wilders 5', smma, { period: 5 }, ['close']),
  ...tulip('linreg 5', linearRegression, { period: 5 }, ['close']),
  ...tulip('linregslope 5', linearRegressionSlope, { period: 5 }, ['close']),
  ...tulip('vwma 5', vwma, { period: 5 }, ['close', 'volume']),
  ...tulip('vwma 4', vwma, { period: 4 }, ['close', 'volume']),
  ...tulip('kama 4', kama, { period: 4 }, ['close']),
  ...tulip('kama 5', kama, { period: 5 }, ['close']),
  ...[2, 3].flatMap((fast) =>
    begunAtRest(tulip(`apo ${fast} 5`, apo, { fast, slow: 5, average: 'exponential' }, ['close'], ['value'], noneYet), 4),
  ),
  ...[2, 3].flatMap((fast) =>
    begunAtRest(tulip(`ppo ${fast} 5`, ppo, { fast, slow: 5, average: 'exponential' }, ['close'], ['value'], noneYet), 4),
  ),
];
