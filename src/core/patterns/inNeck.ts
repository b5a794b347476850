import { pattern } from './pattern.ts';
import { ralliesFromBelow } from './shapes.ts';

export const inNeck = pattern({
  name: 'inNeck',
  about: 'A long black candle, and a white one from below its low that gets back no further than its close: bearish',
  source: 'TA-Lib CDLINNECK',
  lookback: 11,
  sizes: ['bodyLong', 'equal'],
  at: (c, i) =>
    ralliesFromBelow(c, i) && c.close(i) <= c.close(i - 1) + c.equal(i - 1) && c.close(i) >= c.close(i - 1) ? -100 : 0,
});
