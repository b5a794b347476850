import { pattern } from './pattern.ts';
import { ralliesFromBelow, within } from './shapes.ts';

export const onNeck = pattern({
  name: 'onNeck',
  about: 'A long black candle, and a white one from below its low that only gets back to that low: bearish',
  source: 'TA-Lib CDLONNECK',
  lookback: 11,
  sizes: ['bodyLong', 'equal'],
  at: (c, i) => (ralliesFromBelow(c, i) && within(c.close(i), c.equal(i - 1), c.low(i - 1)) ? -100 : 0),
});
