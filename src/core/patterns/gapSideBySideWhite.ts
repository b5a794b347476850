import { pattern } from './pattern.ts';
import { within } from './shapes.ts';

export const gapSideBySideWhite = pattern({
  name: 'gapSideBySideWhite',
  about: 'Two white candles of like size side by side beyond a gap: the move goes on, bullish above the gap, bearish below it',
  source: 'TA-Lib CDLGAPSIDESIDEWHITE',
  lookback: 7,
  sizes: ['near', 'equal'],
  at(c, i) {
    const up = c.bodyGapUp(i - 1, i - 2) && c.bodyGapUp(i, i - 2);
    const down = c.bodyGapDown(i - 1, i - 2) && c.bodyGapDown(i, i - 2);
    return (up || down) &&
      c.white(i - 1) &&
      c.white(i) &&
      within(c.body(i), c.near(i - 1), c.body(i - 1)) &&
      within(c.open(i), c.equal(i - 1), c.open(i - 1))
      ? up
        ? 100
        : -100
      : 0;
  },
});
