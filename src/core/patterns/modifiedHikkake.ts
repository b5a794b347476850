import type { Seen } from './candles.ts';
import { confirmed } from './confirmation.ts';
import { pattern } from './pattern.ts';

function falseBreak(c: Seen<'near'>, i: number): number {
  if (!(c.inside(i - 2, i - 3) && c.inside(i - 1, i - 2))) return 0;
  if (c.lower(i, i - 1) && c.close(i - 2) <= c.low(i - 2) + c.near(i - 2)) return 100;
  return c.higher(i, i - 1) && c.close(i - 2) >= c.high(i - 2) - c.near(i - 2) ? -100 : 0;
}

export const modifiedHikkake = pattern({
  name: 'modifiedHikkake',
  about: 'A candle inside a range that closed near one end, and a false break to that side: reversal, doubled when confirmed',
  source: 'TA-Lib CDLHIKKAKEMOD',
  lookback: 10,
  sizes: ['near'],
  at: (c, i) => confirmed(falseBreak, c, i),
});
