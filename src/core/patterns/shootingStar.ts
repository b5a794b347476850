import { pattern } from './pattern.ts';
import { raisesWick } from './shapes.ts';

export const shootingStar = pattern({
  name: 'shootingStar',
  about: 'A short body under a long upper shadow, above the last body: bearish',
  source: 'TA-Lib CDLSHOOTINGSTAR',
  lookback: 11,
  sizes: ['bodyShort', 'shadowLong', 'shadowVeryShort'],
  at: (c, i) => (c.bodyGapUp(i, i - 1) && raisesWick(c, i) ? -100 : 0),
});
