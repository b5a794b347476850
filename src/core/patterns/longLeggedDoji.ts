import { pattern } from './pattern.ts';

export const longLeggedDoji = pattern({
  name: 'longLeggedDoji',
  about: 'A doji with a long shadow on one side at least: neither side has won, so neutral, told as 100',
  source: 'TA-Lib CDLLONGLEGGEDDOJI',
  lookback: 10,
  sizes: ['bodyDoji', 'shadowLong'],
  at: (c, i) =>
    c.body(i) <= c.bodyDoji(i) && (c.lowerShadow(i) > c.shadowLong(i) || c.upperShadow(i) > c.shadowLong(i)) ? 100 : 0,
});
