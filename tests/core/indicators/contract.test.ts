import { expect, it } from 'vitest';
import { adx } from '../../../src/core/indicators/adx.ts';
import { atr } from '../../../src/core/indicators/atr.ts';
import { bollinger } from '../../../src/core/indicators/bollinger.ts';
import { close } from '../../../src/core/indicators/close.ts';
import { ema } from '../../../src/core/indicators/ema.ts';
import { INDICATORS } from '../../../src/core/indicators/list.ts';
import { macd } from '../../../src/core/indicators/macd.ts';
import { obv } from '../../../src/core/indicators/obv.ts';
import { rsi } from '../../../src/core/indicators/rsi.ts';
import { sessionVwap } from '../../../src/core/indicators/sessionVwap.ts';
import { sma } from '../../../src/core/indicators/sma.ts';
import { standardDeviation } from '../../../src/core/indicators/standardDeviation.ts';
import { volumeAverage } from '../../../src/core/indicators/volumeAverage.ts';
import { vwap } from '../../../src/core/indicators/vwap.ts';
import type { Indicator } from '../../../src/core/study.ts';
import { testIndicator } from '../contracts/indicator.ts';

const PERIODS = [{ period: 0 }, { period: 1.5 }, { period: Number.NaN }];
const tested = new Set<string>();

/** The contract with the default parameters and with others that an exact default might hide. */
function test<P, F extends string>(indicator: Indicator<P, F>, others: readonly P[], bad: readonly P[]): void {
  tested.add(indicator.name);
  for (const params of [indicator.params.parse({}), ...others]) testIndicator(indicator, params, bad);
}

test(adx, [{ period: 2 }], PERIODS);
test(atr, [{ period: 1 }, { period: 5 }], PERIODS);
test(
  bollinger,
  [{ period: 2, deviations: 1 }],
  [
    { period: 1, deviations: 2 },
    { period: 20, deviations: 0 },
  ],
);
test(close, [], []);
test(ema, [{ period: 1 }, { period: 7 }], PERIODS);
test(
  macd,
  [{ fast: 3, slow: 4, signal: 1 }],
  [
    { fast: 26, slow: 12, signal: 9 },
    { fast: 12, slow: 26, signal: 0 },
  ],
);
test(obv, [], []);
test(rsi, [{ period: 2 }], PERIODS);
test(sessionVwap, [], []);
test(sma, [{ period: 1 }, { period: 33 }], PERIODS);
test(standardDeviation, [{ period: 2 }], PERIODS);
test(volumeAverage, [{ period: 1 }], PERIODS);
test(vwap, [{ period: 1 }], PERIODS);

it('is kept by every indicator of the list', () => {
  expect([...tested].sort()).toEqual(
    Object.values(INDICATORS)
      .map(({ name }) => name)
      .sort(),
  );
});
