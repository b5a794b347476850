import { pattern } from './pattern.ts';
import { within } from './shapes.ts';

export const stickSandwich = pattern({
  name: 'stickSandwich',
  about: 'Two black candles that close at the same price around a white one that stays above it: a floor, bullish',
  source: 'TA-Lib CDLSTICKSANDWICH',
  lookback: 7,
  sizes: ['equal'],
  at: (c, i) =>
    c.black(i - 2) &&
    c.white(i - 1) &&
    c.black(i) &&
    c.low(i - 1) > c.close(i - 2) &&
    within(c.close(i), c.equal(i - 2), c.close(i - 2))
      ? 100
      : 0,
});
