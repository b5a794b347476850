import { pattern } from './pattern.ts';
import { within } from './shapes.ts';

export const counterattack = pattern({
  name: 'counterattack',
  about: 'Two long candles of opposite colour that close at the same price: bullish when the second is white, else bearish',
  source: 'TA-Lib CDLCOUNTERATTACK',
  lookback: 11,
  sizes: ['bodyLong', 'equal'],
  at: (c, i) =>
    c.colour(i) !== c.colour(i - 1) &&
    c.body(i - 1) > c.bodyLong(i - 1) &&
    c.body(i) > c.bodyLong(i) &&
    within(c.close(i), c.equal(i - 1), c.close(i - 1))
      ? 100 * c.colour(i)
      : 0,
});
