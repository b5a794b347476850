import { penetratingPattern } from './pattern.ts';
import { turn } from './shapes.ts';

export const abandonedBaby = penetratingPattern(0.3, {
  name: 'abandonedBaby',
  about: 'A doji cut off by gaps between a long candle and one that turns back into it: bullish at a bottom, bearish at a top',
  source: 'TA-Lib CDLABANDONEDBABY',
  lookback: 12,
  sizes: ['bodyLong', 'bodyShort', 'bodyDoji'],
  at(c, i, { penetration }) {
    if (!(c.body(i - 1) <= c.bodyDoji(i - 1))) return 0;
    const way = turn(c, i, penetration);
    if (way > 0) return c.gapDown(i - 1, i - 2) && c.gapUp(i, i - 1) ? 100 : 0;
    return way < 0 && c.gapUp(i - 1, i - 2) && c.gapDown(i, i - 1) ? -100 : 0;
  },
});
