import type { Bars } from '../market/candles.ts';

/** Hourly returns that a correlation looks at, and the fewest it needs. */
const CORRELATION_BARS = 168;
const CORRELATION_LEAST = 48;
const VOLATILITY_BARS = 96;
const VOLATILITY_LEAST = 20;

/** Pearson correlation of the log returns over the bars both series share, newest week; undefined with too little history. */
export function correlationOf(a: Bars | undefined, b: Bars | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  let i = a.end - 1;
  let j = b.end - 1;
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumYY = 0;
  let sumXY = 0;
  while (i > a.first && j > b.first && n < CORRELATION_BARS) {
    const difference = a.time.at(i) - b.time.at(j);
    if (difference > 0) i -= 1;
    else if (difference < 0) j -= 1;
    else {
      const x = Math.log(a.close.at(i) / a.close.at(i - 1));
      const y = Math.log(b.close.at(j) / b.close.at(j - 1));
      n += 1;
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumYY += y * y;
      sumXY += x * y;
      i -= 1;
      j -= 1;
    }
  }
  if (n < CORRELATION_LEAST) return undefined;
  const spread = Math.sqrt((n * sumXX - sumX * sumX) * (n * sumYY - sumY * sumY));
  return spread === 0 ? undefined : (n * sumXY - sumX * sumY) / spread;
}

/** Standard deviation of log returns per bar over the newest bars; undefined with too little history. */
export function volatilityOf(bars: Bars | undefined): number | undefined {
  if (bars === undefined) return undefined;
  const from = Math.max(bars.first + 1, bars.end - VOLATILITY_BARS);
  const n = bars.end - from;
  if (n < VOLATILITY_LEAST) return undefined;
  let sum = 0;
  let squares = 0;
  for (let i = from; i < bars.end; i++) {
    const x = Math.log(bars.close.at(i) / bars.close.at(i - 1));
    sum += x;
    squares += x * x;
  }
  return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}
