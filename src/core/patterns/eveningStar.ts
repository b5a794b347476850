import { penetratingPattern } from './pattern.ts';
import { turn } from './shapes.ts';

export const eveningStar = penetratingPattern(0.3, {
  name: 'eveningStar',
  about: 'A long white candle, a short one above it and a black one that closes deep inside the first: bearish',
  source: 'TA-Lib CDLEVENINGSTAR',
  lookback: 12,
  sizes: ['bodyLong', 'bodyShort'],
  at: (c, i, { penetration }) =>
    c.bodyGapUp(i - 1, i - 2) && c.body(i - 1) <= c.bodyShort(i - 1) && turn(c, i, penetration) < 0 ? -100 : 0,
});
