import { pattern } from './pattern.ts';
import { raisesWick } from './shapes.ts';

export const invertedHammer = pattern({
  name: 'invertedHammer',
  about: 'A short body under a long upper shadow, below the last body: bullish',
  source: 'TA-Lib CDLINVERTEDHAMMER',
  lookback: 11,
  sizes: ['bodyShort', 'shadowLong', 'shadowVeryShort'],
  at: (c, i) => (c.bodyGapDown(i, i - 1) && raisesWick(c, i) ? 100 : 0),
});
