import { pattern } from './pattern.ts';

export const tristar = pattern({
  name: 'tristar',
  about: 'Three dojis of which the middle one stands beyond the others: a reversal, bullish below them and bearish above',
  source: 'TA-Lib CDLTRISTAR',
  lookback: 12,
  sizes: ['bodyDoji'],
  at(c, i) {
    const size = c.bodyDoji(i - 2);
    if (!(c.body(i - 2) <= size && c.body(i - 1) <= size && c.body(i) <= size)) return 0;
    if (c.bodyGapUp(i - 1, i - 2) && c.top(i) < c.top(i - 1)) return -100;
    return c.bodyGapDown(i - 1, i - 2) && c.bottom(i) > c.bottom(i - 1) ? 100 : 0;
  },
});
