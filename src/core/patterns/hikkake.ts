import type { Seen } from './candles.ts';
import { confirmed } from './confirmation.ts';
import { pattern } from './pattern.ts';

function falseBreak(c: Seen<never>, i: number): number {
  if (!c.inside(i - 1, i - 2)) return 0;
  if (c.lower(i, i - 1)) return 100;
  return c.higher(i, i - 1) ? -100 : 0;
}

export const hikkake = pattern({
  name: 'hikkake',
  about: 'A candle inside the last one and a false break out of it: bullish below, bearish above, doubled when confirmed',
  source: 'TA-Lib CDLHIKKAKE',
  lookback: 5,
  sizes: [],
  at: (c, i) => confirmed(falseBreak, c, i),
});
