import { pattern } from './pattern.ts';
import { isBeltHold, within } from './shapes.ts';

export const separatingLines = pattern({
  name: 'separatingLines',
  about: 'A long candle that opens where the last one did and runs the other way: bullish when white, bearish when black',
  source: 'TA-Lib CDLSEPARATINGLINES',
  lookback: 11,
  sizes: ['bodyLong', 'shadowVeryShort', 'equal'],
  at: (c, i) =>
    c.colour(i) !== c.colour(i - 1) && within(c.open(i), c.equal(i - 1), c.open(i - 1)) && isBeltHold(c, i)
      ? 100 * c.colour(i)
      : 0,
});
