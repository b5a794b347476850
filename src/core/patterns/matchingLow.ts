import { pattern } from './pattern.ts';
import { within } from './shapes.ts';

export const matchingLow = pattern({
  name: 'matchingLow',
  about: 'Two black candles that close at the same price: the fall has found its floor, bullish',
  source: 'TA-Lib CDLMATCHINGLOW',
  lookback: 6,
  sizes: ['equal'],
  at: (c, i) => (c.black(i - 1) && c.black(i) && within(c.close(i), c.equal(i - 1), c.close(i - 1)) ? 100 : 0),
});
