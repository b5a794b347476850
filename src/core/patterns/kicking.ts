import { pattern } from './pattern.ts';
import { kicks } from './shapes.ts';

export const kicking = pattern({
  name: 'kicking',
  about:
    'Two long candles without shadows, of opposite colour and with a gap between: bullish when the second is white, else bearish',
  source: 'TA-Lib CDLKICKING',
  lookback: 11,
  sizes: ['bodyLong', 'shadowVeryShort'],
  at: (c, i) => (kicks(c, i) ? 100 * c.colour(i) : 0),
});
