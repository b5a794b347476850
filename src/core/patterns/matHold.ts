import { penetratingPattern } from './pattern.ts';

export const matHold = penetratingPattern(0.5, {
  name: 'matHold',
  about: 'A long white candle, three short ones that sink into it a little, and a white one that closes above them all: bullish',
  source: 'TA-Lib CDLMATHOLD',
  lookback: 14,
  sizes: ['bodyLong', 'bodyShort'],
  at(c, i, { penetration }) {
    const floor = c.close(i - 4) - c.body(i - 4) * penetration;
    return c.white(i - 4) &&
      c.body(i - 4) > c.bodyLong(i - 4) &&
      c.black(i - 3) &&
      c.white(i) &&
      c.body(i - 3) < c.bodyShort(i - 3) &&
      c.body(i - 2) < c.bodyShort(i - 2) &&
      c.body(i - 1) < c.bodyShort(i - 1) &&
      c.bodyGapUp(i - 3, i - 4) &&
      c.bottom(i - 2) < c.close(i - 4) &&
      c.bottom(i - 1) < c.close(i - 4) &&
      c.bottom(i - 2) > floor &&
      c.bottom(i - 1) > floor &&
      c.top(i - 2) < c.open(i - 3) &&
      c.top(i - 1) < c.top(i - 2) &&
      c.open(i) > c.close(i - 1) &&
      c.close(i) > Math.max(c.high(i - 3), c.high(i - 2), c.high(i - 1))
      ? 100
      : 0;
  },
});
