import { penetratingPattern } from './pattern.ts';
import { turn } from './shapes.ts';

export const eveningDojiStar = penetratingPattern(0.3, {
  name: 'eveningDojiStar',
  about: 'A long white candle, a doji above it and a black one that closes deep inside the first: bearish',
  source: 'TA-Lib CDLEVENINGDOJISTAR',
  lookback: 12,
  sizes: ['bodyLong', 'bodyShort', 'bodyDoji'],
  at: (c, i, { penetration }) =>
    c.bodyGapUp(i - 1, i - 2) && c.body(i - 1) <= c.bodyDoji(i - 1) && turn(c, i, penetration) < 0 ? -100 : 0,
});
