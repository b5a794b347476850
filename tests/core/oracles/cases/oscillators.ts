import { accumulationDistribution } from '../../../../src/core/indicators/accumulationDistribution.ts';
import { aroon } from '../../../../src/core/indicators/aroon.ts';
import { awesome } from '../../../../src/core/indicators/awesome.ts';
import { balanceOfPower } from '../../../../src/core/indicators/balanceOfPower.ts';
import { cci } from '../../../../src/core/indicators/cci.ts';
import { chaikinMoneyFlow } from '../../../../src/core/indicators/chaikinMoneyFlow.ts';
import { chaikinOscillator } from '../../../../src/core/indicators/chaikinOscillator.ts';
import { choppiness } from '../../../../src/core/indicators/choppiness.ts';
import { cmo } from '../../../../src/core/indicators/cmo.ts';
import { connorsRsi } from '../../../../src/core/indicators/connorsRsi.ts';
import { elderRay } from '../../../../src/core/indicators/elderRay.ts';
import { forceIndex } from '../../../../src/core/indicators/forceIndex.ts';
import { mfi } from '../../../../src/core/indicators/mfi.ts';
import { momentum } from '../../../../src/core/indicators/momentum.ts';
import { roc } from '../../../../src/core/indicators/roc.ts';
import { stochastic } from '../../../../src/core/indicators/stochastic.ts';
import { stochRsi } from '../../../../src/core/indicators/stochRsi.ts';
import { ulcer } from '../../../../src/core/indicators/ulcer.ts';
import { ultimate } from '../../../../src/core/indicators/ultimate.ts';
import { vortex } from '../../../../src/core/indicators/vortex.ts';
import { williamsR } from '../../../../src/core/indicators/williamsR.ts';
import { type Case, writtenAs } from '../compare.ts';
import { stockIndicators } from '../stockIndicators.ts';
import { talib } from '../talib.ts';
import { tulip } from '../tulip.ts';

const HLC = ['high', 'low', 'close'] as const;
const HLCV = [...HLC, 'volume'] as const;

/** A source that gives fractions where ours are percent. */
const inPercent = (cases: readonly Case[]): readonly Case[] => writtenAs(cases, (value) => 100 * value);

const ONE_DECIMAL = { tolerance: 0.05, why: 'three decimals of a fraction are one of a percent' };

/** Oscillators and volume. */
export const oscillators: readonly Case[] = [
  ...talib('STOCH', stochastic, { k: 5, smooth: 3, d: 3 }, { k: 'slowK', d: 'slowD' }),
  ...talib('STOCHF', stochastic, { k: 5, smooth: 1, d: 3 }, { k: 'fastK', d: 'fastD' }),
  ...talib('STOCHRSI', stochRsi, { period: 14, k: 5, d: 3 }, { k: 'fastK', d: 'fastD' }),
  ...talib('WILLR', williamsR, { period: 14 }),
  ...talib('CCI', cci, { period: 14 }),
  ...talib('ROC', roc, { period: 10 }),
  ...inPercent(talib('ROCP', roc, { period: 10 })),
  ...talib('MOM', momentum, { period: 10 }),
  ...talib('MFI', mfi, { period: 14 }),
  ...talib('ULTOSC', ultimate, { fast: 7, middle: 14, slow: 28 }),
  ...talib('AROON', aroon, { period: 14 }, { up: 'aroonUp', down: 'aroonDown' }),
  ...talib('AROONOSC', aroon, { period: 14 }, { oscillator: 'output' }),
  ...talib('CMO', cmo, { period: 14 }),
  ...talib('BOP', balanceOfPower, {}),
  ...talib('AD', accumulationDistribution, {}),
  ...talib('ADOSC', chaikinOscillator, { fast: 3, slow: 10 }),

  ...stockIndicators('stoch', stochastic, { k: 14, smooth: 3, d: 3 }, { k: 'k', d: 'd' }),
  ...stockIndicators('stoch-rsi', stochRsi, { period: 14, k: 14, d: 3 }, { k: 'stochRsi', d: 'signal' }),
  ...stockIndicators('willr', williamsR, { period: 14 }, { value: 'williamsR' }),
  ...stockIndicators('cci', cci, { period: 20 }, { value: 'cci' }),
  ...stockIndicators('roc', roc, { period: 14 }, { value: 'roc' }),
  ...stockIndicators('roc-wb', roc, { period: 20 }, { value: 'roc' }),
  ...stockIndicators('roc', momentum, { period: 14 }, { value: 'momentum' }),
  ...stockIndicators('mfi', mfi, { period: 14 }, { value: 'mfi' }),
  ...stockIndicators('uo', ultimate, { fast: 7, middle: 14, slow: 28 }, { value: 'ultimate' }),
  ...stockIndicators(
    'aroon',
    aroon,
    { period: 25 },
    { up: 'aroonUp', down: 'aroonDown', oscillator: 'oscillator' },
    { except: [193, 232], why: 'of two equal extremes it counts the older, TA-Lib the newer' },
  ),
  ...stockIndicators('cmo', cmo, { period: 14, average: 'sum' }, { value: 'cmo' }),
  ...stockIndicators('awesome', awesome, { fast: 5, slow: 34 }, { value: 'oscillator' }),
  ...stockIndicators('bop', balanceOfPower, { smooth: 14 }, { value: 'bop' }),
  ...stockIndicators('vortex', vortex, { period: 14 }, { plusVI: 'pvi', minusVI: 'nvi' }),
  ...stockIndicators('chop', choppiness, { period: 14 }, { value: 'chop' }),
  ...stockIndicators('adl', accumulationDistribution, {}, { value: 'adl' }),
  ...stockIndicators('cmf', chaikinMoneyFlow, { period: 20 }, { value: 'cmf' }),
  ...stockIndicators(
    'chaikin-osc',
    chaikinOscillator,
    { fast: 3, slow: 10 },
    { value: 'oscillator' },
    { from: 85, why: "it begins the averages with a mean, TA-Lib with the line's first value" },
  ),
  ...stockIndicators('force', forceIndex, { period: 2 }, { value: 'forceIndex' }),
  ...stockIndicators('elder-ray', elderRay, { period: 13 }, { bullPower: 'bullPower', bearPower: 'bearPower' }),
  ...stockIndicators('ulcer', ulcer, { period: 14 }, { value: 'ulcerIndex' }),
  ...stockIndicators(
    'crsi',
    connorsRsi,
    { period: 3, streak: 2, rank: 100 },
    { value: 'connorsRsi', rsi: 'rsi', streakRsi: 'rsiStreak', percentRank: 'percentRank' },
  ),

  ...tulip('ad', accumulationDistribution, {}, HLCV),
  ...tulip('adosc 3 10', chaikinOscillator, { fast: 3, slow: 10 }, HLCV),
  ...tulip('adosc 2 5', chaikinOscillator, { fast: 2, slow: 5 }, HLCV),
  // Its other block is shorter than the slow average.
  ...tulip('ao', awesome, { fast: 5, slow: 34 }, ['high', 'low']).filter(({ candles }) => candles.time.length > 33),
  ...tulip('aroon 5', aroon, { period: 5 }, ['high', 'low'], ['down', 'up']),
  ...tulip('aroonosc 5', aroon, { period: 5 }, ['high', 'low'], ['oscillator']),
  ...tulip('bop', balanceOfPower, {}, ['open', ...HLC]),
  ...tulip('cci 5', cci, { period: 5 }, HLC, ['value'], {
    from: 8,
    why: 'it begins once each mean of the window has a full window',
  }),
  ...tulip('cmf 21', chaikinMoneyFlow, { period: 21 }, HLCV),
  ...tulip('cmo 5', cmo, { period: 5, average: 'sum' }, ['close']),
  ...tulip('cmo 10', cmo, { period: 10, average: 'sum' }, ['close']),
  ...tulip('mfi 14', mfi, { period: 14 }, HLCV),
  ...tulip('mfi 5', mfi, { period: 5 }, HLCV),
  ...tulip('mom 3', momentum, { period: 3 }, ['close']),
  ...tulip('mom 5', momentum, { period: 5 }, ['close']),
  ...inPercent(tulip('roc 3', roc, { period: 3 }, ['close'])),
  ...inPercent(tulip('roc 5', roc, { period: 5 }, ['close'], ['value'], ONE_DECIMAL)),
  ...tulip('stoch 5 3 3', stochastic, { k: 5, smooth: 3, d: 3 }, HLC, ['k', 'd']),
  ...inPercent(tulip('stochrsi 5', stochRsi, { period: 5, k: 5, d: 1 }, ['close'], ['k'], ONE_DECIMAL)),
  ...tulip('ultosc 7 14 28', ultimate, { fast: 7, middle: 14, slow: 28 }, HLC),
  ...tulip('ultosc 2 3 5', ultimate, { fast: 2, middle: 3, slow: 5 }, HLC),
  ...tulip('willr 5', williamsR, { period: 5 }, HLC),
];
