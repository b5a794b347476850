import { pattern } from './pattern.ts';
import { engulfs } from './shapes.ts';

export const threeOutside = pattern({
  name: 'threeOutside',
  about:
    'A body that covers the last one, and a third candle that closes further the same way: bullish upwards, bearish downwards',
  source: 'TA-Lib CDL3OUTSIDE',
  lookback: 3,
  sizes: [],
  at: (c, i) =>
    engulfs(c, i - 1) && (c.white(i - 1) ? c.close(i) > c.close(i - 1) : c.close(i) < c.close(i - 1)) ? 100 * c.colour(i - 1) : 0,
});
