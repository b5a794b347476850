import { describe, expect, it } from 'vitest';
import { apo } from '../../../src/core/indicators/apo.ts';
import { awesome } from '../../../src/core/indicators/awesome.ts';
import { chaikinOscillator } from '../../../src/core/indicators/chaikinOscillator.ts';
import { INDICATORS } from '../../../src/core/indicators/list.ts';
import { macd } from '../../../src/core/indicators/macd.ts';
import { ppo } from '../../../src/core/indicators/ppo.ts';
import { trix } from '../../../src/core/indicators/trix.ts';
import { parametersOf } from '../../../src/core/study/params.ts';
import type { Indicator } from '../../../src/core/study/plug.ts';
import { randomCandles, studied } from '../study/conformance/series.ts';

const candles = randomCandles(80, 3);
const all: readonly Indicator<unknown, string>[] = Object.values(INDICATORS);
const oscillators: readonly Indicator<unknown, string>[] = [apo, ppo, macd, awesome, chaikinOscillator];

describe.each(oscillators)('$name', (plug) => {
  it.each([
    [26, 12],
    [12, 12],
    [2, 2],
  ])('refuses a fast average of %d beside a slow one of %d', (fast, slow) => {
    const { error } = plug.params.safeParse({ fast, slow });
    expect(error?.issues).toMatchObject([{ path: ['fast'], message: 'must be smaller than slow' }]);
  });

  it('names the range of what lies outside it', () => {
    expect(plug.params.safeParse({ fast: 0 }).error?.issues).toMatchObject([{ path: ['fast'], code: 'too_small', minimum: 1 }]);
    expect(plug.params.safeParse({ slow: 1001 }).error?.issues).toMatchObject([
      { path: ['slow'], code: 'too_big', maximum: 1000 },
    ]);
  });

  it.each([
    [1, 2],
    [11, 12],
  ])('has a number for every bar after the warm-up with %d and %d', (fast, slow) => {
    const params = plug.params.parse({ fast, slow });
    const columns = studied(plug, params, candles);
    for (const field of plug.fields)
      for (let bar = 0; bar < 80; bar++) expect(Number.isFinite(columns[field]?.at(bar))).toBe(bar >= plug.warmup(params));
  });
});

it('all with a fast and a slow average are among these, or smooth one after the other', () => {
  const both = all.filter((plug) => ['fast', 'slow'].every((name) => parametersOf(plug).some((one) => one.name === name)));
  const others = ['ichimoku', 'tsi', 'ultimate'];
  expect(both.map(({ name }) => name).sort()).toEqual([...oscillators.map(({ name }) => name), ...others].sort());
});

it('trix takes a period of 1, the change of the close, and none below', () => {
  expect(trix.params.safeParse({ period: 0 }).error?.issues).toMatchObject([{ path: ['period'], code: 'too_small', minimum: 1 }]);
  const { value } = studied(trix, { period: 1 }, candles);
  for (let bar = 1; bar < 80; bar++)
    expect(value.at(bar)).toBeCloseTo(100 * ((candles.close[bar] ?? 0) / (candles.close[bar - 1] ?? 0) - 1), 12);
});
