import { penetratingPattern } from './pattern.ts';
import { turn } from './shapes.ts';

export const morningDojiStar = penetratingPattern(0.3, {
  name: 'morningDojiStar',
  about: 'A long black candle, a doji below it and a white one that closes deep inside the first: bullish',
  source: 'TA-Lib CDLMORNINGDOJISTAR',
  lookback: 12,
  sizes: ['bodyLong', 'bodyShort', 'bodyDoji'],
  at: (c, i, { penetration }) =>
    c.bodyGapDown(i - 1, i - 2) && c.body(i - 1) <= c.bodyDoji(i - 1) && turn(c, i, penetration) > 0 ? 100 : 0,
});
