import type { CandleColumns } from '../src/core/market/candles.ts';

/**
 * The limit: six indicators as one would write them by hand, each a plain loop over typed arrays with nothing around it.
 * SMA 20, EMA 20, RSI 14, MACD 12/26/9, Bollinger 20/2, ATR 14, with every field of ours; NaN in front of the first value.
 */
export function sixByHand({ high, low, close }: CandleColumns): SixColumns {
  return {
    sma: smaLoop(close, 20),
    ema: emaLoop(close, 20),
    rsi: rsiLoop(close, 14),
    ...macdLoop(close, 12, 26, 9),
    ...bollingerLoop(close, 20, 2),
    atr: atrLoop(high, low, close, 14),
  };
}

/** Three more for a scanner's nine: ADX 14, volume average 20 and on-balance volume. */
export function nineByHand(columns: CandleColumns) {
  const { high, low, close, volume } = columns;
  return {
    ...sixByHand(columns),
    ...adxLoop(high, low, close, 14),
    volumeAverage: smaLoop(volume, 20),
    obv: obvLoop(close, volume),
  };
}

export const SIX_FIELDS = [
  'sma',
  'ema',
  'rsi',
  'macd',
  'signal',
  'histogram',
  'upper',
  'middle',
  'lower',
  'percentB',
  'width',
  'atr',
] as const;
export type SixColumns = Readonly<Record<(typeof SIX_FIELDS)[number], Float64Array>>;

const blank = (rows: number, warmup: number): Float64Array => new Float64Array(rows).fill(Number.NaN, 0, warmup);

function smaLoop(x: Float64Array, n: number): Float64Array {
  const out = blank(x.length, n - 1);
  let sum = 0;
  for (let i = 0; i < n - 1; i++) sum += x[i] ?? 0;
  for (let i = n - 1; i < x.length; i++) {
    sum += x[i] ?? 0;
    out[i] = sum / n;
    sum -= x[i - n + 1] ?? 0;
  }
  return out;
}

function emaLoop(x: Float64Array, n: number): Float64Array {
  const out = blank(x.length, n - 1);
  const weight = 2 / (n + 1);
  let value = 0;
  for (let i = 0; i < n; i++) value += x[i] ?? 0;
  value /= n;
  out[n - 1] = value;
  for (let i = n; i < x.length; i++) {
    value += weight * ((x[i] ?? 0) - value);
    out[i] = value;
  }
  return out;
}

function rsiLoop(x: Float64Array, n: number): Float64Array {
  const out = blank(x.length, n);
  let gains = 0;
  let losses = 0;
  for (let i = 1; i < x.length; i++) {
    const change = (x[i] ?? 0) - (x[i - 1] ?? 0);
    const gain = change > 0 ? change : 0;
    const loss = change > 0 ? 0 : -change;
    if (i <= n) {
      gains += gain / n;
      losses += loss / n;
      if (i < n) continue;
    } else {
      gains += (gain - gains) / n;
      losses += (loss - losses) / n;
    }
    out[i] = (100 * gains) / (gains + losses);
  }
  return out;
}

function macdLoop(x: Float64Array, fast: number, slow: number, signal: number) {
  const warmup = slow + signal - 2;
  const out = { macd: blank(x.length, warmup), signal: blank(x.length, warmup), histogram: blank(x.length, warmup) };
  let [quick, calm, smooth] = [0, 0, 0];
  for (let i = 0; i < slow; i++) {
    calm += (x[i] ?? 0) / slow;
    if (i >= slow - fast) quick += (x[i] ?? 0) / fast;
  }
  for (let i = slow - 1; i < x.length; i++) {
    if (i >= slow) {
      quick += (2 / (fast + 1)) * ((x[i] ?? 0) - quick);
      calm += (2 / (slow + 1)) * ((x[i] ?? 0) - calm);
    }
    const apart = quick - calm;
    if (i < warmup) {
      smooth += apart / signal;
      continue;
    }
    smooth += i === warmup ? apart / signal : (2 / (signal + 1)) * (apart - smooth);
    out.macd[i] = apart;
    out.signal[i] = smooth;
    out.histogram[i] = apart - smooth;
  }
  return out;
}

function bollingerLoop(x: Float64Array, n: number, deviations: number) {
  const rows = x.length;
  const out = {
    upper: blank(rows, n - 1),
    middle: blank(rows, n - 1),
    lower: blank(rows, n - 1),
    percentB: blank(rows, n - 1),
    width: blank(rows, n - 1),
  };
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < rows; i++) {
    const value = x[i] ?? 0;
    sum += value;
    squares += value * value;
    if (i < n - 1) continue;
    const mean = sum / n;
    const half = deviations * Math.sqrt(Math.max(0, squares / n - mean * mean));
    out.upper[i] = mean + half;
    out.middle[i] = mean;
    out.lower[i] = mean - half;
    out.percentB[i] = 0.5 + (value - mean) / (2 * half);
    out.width[i] = (2 * half) / mean;
    const old = x[i - n + 1] ?? 0;
    sum -= old;
    squares -= old * old;
  }
  return out;
}

function atrLoop(high: Float64Array, low: Float64Array, close: Float64Array, n: number): Float64Array {
  const out = blank(close.length, n);
  let value = 0;
  for (let i = 1; i < close.length; i++) {
    const before = close[i - 1] ?? 0;
    const top = high[i] ?? 0;
    const bottom = low[i] ?? 0;
    const range = Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before));
    if (i <= n) {
      value += range / n;
      if (i < n) continue;
    } else value += (range - value) / n;
    out[i] = value;
  }
  return out;
}

function adxLoop(high: Float64Array, low: Float64Array, close: Float64Array, n: number) {
  const warmup = 2 * n - 1;
  const rows = close.length;
  const out = { adx: blank(rows, warmup), plusDI: blank(rows, warmup), minusDI: blank(rows, warmup) };
  let [plus, minus, ranges, index] = [0, 0, 0, 0];
  for (let i = 1; i < rows; i++) {
    const before = close[i - 1] ?? 0;
    const top = high[i] ?? 0;
    const bottom = low[i] ?? 0;
    const up = top - (high[i - 1] ?? 0);
    const down = (low[i - 1] ?? 0) - bottom;
    const keep = i < n ? 1 : 1 - 1 / n;
    plus = plus * keep + (up > 0 && up > down ? up : 0);
    minus = minus * keep + (down > 0 && down > up ? down : 0);
    ranges = ranges * keep + Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before));
    if (i < n) continue;
    const direction = (100 * Math.abs(plus - minus)) / (plus + minus);
    index += i <= warmup ? direction / n : (direction - index) / n;
    if (i < warmup) continue;
    out.adx[i] = index;
    out.plusDI[i] = (100 * plus) / ranges;
    out.minusDI[i] = (100 * minus) / ranges;
  }
  return out;
}

function obvLoop(close: Float64Array, volume: Float64Array): Float64Array {
  const out = new Float64Array(close.length);
  let sum = volume[0] ?? 0;
  out[0] = sum;
  for (let i = 1; i < close.length; i++) {
    const change = (close[i] ?? 0) - (close[i - 1] ?? 0);
    if (change > 0) sum += volume[i] ?? 0;
    else if (change < 0) sum -= volume[i] ?? 0;
    out[i] = sum;
  }
  return out;
}
