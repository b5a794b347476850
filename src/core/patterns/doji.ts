import { pattern } from './pattern.ts';

export const doji = pattern({
  name: 'doji',
  about: 'A candle that closes about where it opened: neither side has won, so neutral, told as 100',
  source: 'TA-Lib CDLDOJI',
  lookback: 10,
  sizes: ['bodyDoji'],
  at: (c, i) => (c.body(i) <= c.bodyDoji(i) ? 100 : 0),
});
