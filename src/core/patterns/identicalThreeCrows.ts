import { pattern } from './pattern.ts';
import { isCrow, within } from './shapes.ts';

export const identicalThreeCrows = pattern({
  name: 'identicalThreeCrows',
  about: 'Three falling black candles that close at their lows, each opening where the last one closed: bearish',
  source: 'TA-Lib CDLIDENTICAL3CROWS',
  lookback: 12,
  sizes: ['shadowVeryShort', 'equal'],
  at: (c, i) =>
    isCrow(c, i - 2) &&
    isCrow(c, i - 1) &&
    isCrow(c, i) &&
    c.close(i - 2) > c.close(i - 1) &&
    c.close(i - 1) > c.close(i) &&
    within(c.open(i - 1), c.equal(i - 2), c.close(i - 2)) &&
    within(c.open(i), c.equal(i - 1), c.close(i - 1))
      ? -100
      : 0,
});
