import { pattern } from './pattern.ts';

export const gravestoneDoji = pattern({
  name: 'gravestoneDoji',
  about: 'A doji at the foot of its upper shadow: buyers were beaten back, bearish after a rise, though told as 100',
  source: 'TA-Lib CDLGRAVESTONEDOJI',
  lookback: 10,
  sizes: ['bodyDoji', 'shadowVeryShort'],
  at: (c, i) =>
    c.body(i) <= c.bodyDoji(i) && c.lowerShadow(i) < c.shadowVeryShort(i) && c.upperShadow(i) > c.shadowVeryShort(i) ? 100 : 0,
});
