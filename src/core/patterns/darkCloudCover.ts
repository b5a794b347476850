import { penetratingPattern } from './pattern.ts';

export const darkCloudCover = penetratingPattern(0.5, {
  name: 'darkCloudCover',
  about: 'A long white candle, and a black one that opens above its high and closes deep inside its body: bearish',
  source: 'TA-Lib CDLDARKCLOUDCOVER',
  lookback: 11,
  sizes: ['bodyLong'],
  at: (c, i, { penetration }) =>
    c.white(i - 1) &&
    c.body(i - 1) > c.bodyLong(i - 1) &&
    c.black(i) &&
    c.open(i) > c.high(i - 1) &&
    c.close(i) > c.open(i - 1) &&
    c.close(i) < c.close(i - 1) - c.body(i - 1) * penetration
      ? -100
      : 0,
});
