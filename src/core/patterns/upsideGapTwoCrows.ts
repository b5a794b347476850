import { pattern } from './pattern.ts';

export const upsideGapTwoCrows = pattern({
  name: 'upsideGapTwoCrows',
  about:
    'A long white candle, a short black one above it and a black one that covers the second and closes above the first: bearish',
  source: 'TA-Lib CDLUPSIDEGAP2CROWS',
  lookback: 12,
  sizes: ['bodyLong', 'bodyShort'],
  at: (c, i) =>
    c.white(i - 2) &&
    c.body(i - 2) > c.bodyLong(i - 2) &&
    c.black(i - 1) &&
    c.body(i - 1) <= c.bodyShort(i - 1) &&
    c.bodyGapUp(i - 1, i - 2) &&
    c.black(i) &&
    c.open(i) > c.open(i - 1) &&
    c.close(i) < c.close(i - 1) &&
    c.close(i) > c.close(i - 2)
      ? -100
      : 0,
});
