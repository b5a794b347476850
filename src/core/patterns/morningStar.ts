import { penetratingPattern } from './pattern.ts';
import { turn } from './shapes.ts';

export const morningStar = penetratingPattern(0.3, {
  name: 'morningStar',
  about: 'A long black candle, a short one below it and a white one that closes deep inside the first: bullish',
  source: 'TA-Lib CDLMORNINGSTAR',
  lookback: 12,
  sizes: ['bodyLong', 'bodyShort'],
  at: (c, i, { penetration }) =>
    c.bodyGapDown(i - 1, i - 2) && c.body(i - 1) <= c.bodyShort(i - 1) && turn(c, i, penetration) > 0 ? 100 : 0,
});
