import { pattern } from './pattern.ts';
import { kicks } from './shapes.ts';

export const kickingByLength = pattern({
  name: 'kickingByLength',
  about:
    'Two long candles without shadows, of opposite colour and with a gap between: bullish when the longer is white, else bearish',
  source: 'TA-Lib CDLKICKINGBYLENGTH',
  lookback: 11,
  sizes: ['bodyLong', 'shadowVeryShort'],
  at: (c, i) => (kicks(c, i) ? 100 * c.colour(c.body(i) > c.body(i - 1) ? i : i - 1) : 0),
});
