import { pattern } from './pattern.ts';

export const breakaway = pattern({
  name: 'breakaway',
  about:
    'A long candle, a gap, three more the same way and a fifth back into the gap: bullish after a fall, bearish after a rise',
  source: 'TA-Lib CDLBREAKAWAY',
  lookback: 14,
  sizes: ['bodyLong'],
  at(c, i) {
    const colour = c.colour(i - 4);
    return c.colour(i - 3) === colour &&
      c.colour(i - 1) === colour &&
      c.colour(i) !== colour &&
      c.body(i - 4) > c.bodyLong(i - 4) &&
      (colour > 0
        ? c.bodyGapUp(i - 3, i - 4) && c.higher(i - 2, i - 3) && c.higher(i - 1, i - 2)
        : c.bodyGapDown(i - 3, i - 4) && c.lower(i - 2, i - 3) && c.lower(i - 1, i - 2)) &&
      colour * c.close(i) < colour * c.open(i - 3) &&
      colour * c.close(i) > colour * c.close(i - 4)
      ? -100 * colour
      : 0;
  },
});
