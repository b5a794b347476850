import { pattern } from './pattern.ts';

export const twoCrows = pattern({
  name: 'twoCrows',
  about: 'A long white candle, a black one above it and a second black one that falls back into the white body: bearish',
  source: 'TA-Lib CDL2CROWS',
  lookback: 12,
  sizes: ['bodyLong'],
  at: (c, i) =>
    c.white(i - 2) &&
    c.body(i - 2) > c.bodyLong(i - 2) &&
    c.black(i - 1) &&
    c.bodyGapUp(i - 1, i - 2) &&
    c.black(i) &&
    c.open(i) < c.open(i - 1) &&
    c.open(i) > c.close(i - 1) &&
    c.close(i) > c.open(i - 2) &&
    c.close(i) < c.close(i - 2)
      ? -100
      : 0,
});
