import { pattern } from './pattern.ts';
import { engulfs } from './shapes.ts';

export const engulfing = pattern({
  name: 'engulfing',
  about: 'A body that covers the one before it, of the other colour: bullish when white, bearish when black',
  source: 'TA-Lib CDLENGULFING',
  lookback: 2,
  sizes: [],
  at: (c, i) => (engulfs(c, i) ? 100 * c.colour(i) : 0),
});
