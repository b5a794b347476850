import { pattern } from './pattern.ts';
import { ralliesFromBelow } from './shapes.ts';

export const thrusting = pattern({
  name: 'thrusting',
  about: 'A long black candle, and a white one from below its low that closes inside its body but not above the middle: bearish',
  source: 'TA-Lib CDLTHRUSTING',
  lookback: 11,
  sizes: ['bodyLong', 'equal'],
  at: (c, i) =>
    ralliesFromBelow(c, i) && c.close(i) > c.close(i - 1) + c.equal(i - 1) && c.close(i) <= c.close(i - 1) + c.body(i - 1) * 0.5
      ? -100
      : 0,
});
