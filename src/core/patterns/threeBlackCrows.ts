import { pattern } from './pattern.ts';
import { isCrow } from './shapes.ts';

export const threeBlackCrows = pattern({
  name: 'threeBlackCrows',
  about: 'After a white candle three black ones, each opening inside the last body and closing lower, next to its low: bearish',
  source: 'TA-Lib CDL3BLACKCROWS',
  lookback: 13,
  sizes: ['shadowVeryShort'],
  at: (c, i) =>
    c.white(i - 3) &&
    isCrow(c, i - 2) &&
    isCrow(c, i - 1) &&
    isCrow(c, i) &&
    c.open(i - 1) < c.open(i - 2) &&
    c.open(i - 1) > c.close(i - 2) &&
    c.open(i) < c.open(i - 1) &&
    c.open(i) > c.close(i - 1) &&
    c.high(i - 3) > c.close(i - 2) &&
    c.close(i - 2) > c.close(i - 1) &&
    c.close(i - 1) > c.close(i)
      ? -100
      : 0,
});
