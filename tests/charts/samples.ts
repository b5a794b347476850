import type { CandleColumns } from '../../src/core/market/candles.ts';
import { newColumns } from '../../src/core/market/columns.ts';
import type { CandlePicture, EquityPicture } from '../../src/core/reply/picture.ts';
import { DAY, HOUR, type Ms } from '../../src/core/time.ts';
import { chance } from '../../src/exchange/seeded.ts';

const FROM: Ms = Date.UTC(2024, 0, 1, 6);

/** A random walk of candles around a price, the same ones each time. */
export function walk(length: number, { price = 42_000, swing = 0.006, step = HOUR } = {}): CandleColumns {
  const candles = newColumns(length);
  const { normal, uniform } = chance(7, 'pictures');
  let close = price;
  for (let i = 0; i < length; i++) {
    const open = close;
    close = open * (1 + swing * normal());
    candles.time[i] = FROM + i * step;
    candles.open[i] = open;
    candles.close[i] = close;
    candles.high[i] = Math.max(open, close) * (1 + swing * 0.6 * uniform());
    candles.low[i] = Math.min(open, close) * (1 - swing * 0.6 * uniform());
    candles.volume[i] = 100 + 400 * uniform() ** 3;
  }
  return candles;
}

/** A picture of nothing but candles. */
export const bare = (candles: CandleColumns, tick = 0.1): CandlePicture => ({
  kind: 'candles',
  title: 'BTC · 1h',
  label: '📄 PAPER',
  tick,
  candles,
  zones: [],
  lines: [],
  prices: [],
  marks: [],
});

/** A picture with everything on it, some of it too near to something else. */
export function crowded(): CandlePicture {
  const candles = walk(120);
  const at = (i: number): Ms => candles.time[i] ?? 0;
  const low = (i: number): number => candles.low[i] ?? 0;
  const high = (i: number): number => candles.high[i] ?? 0;
  const last = candles.close.at(-1) ?? 0;
  return {
    ...bare(candles),
    label: '🧪 SYNTHETIC',
    zones: [
      { low: last * 0.962, high: last * 0.968, kind: 'support' },
      { low: last * 0.969, high: last * 0.974, kind: 'support' },
      { low: last * 1.03, high: last * 1.036, kind: 'resistance' },
    ],
    lines: [
      { name: 'RSI regular', side: 'bullish', from: { at: at(30), price: low(30) }, to: { at: at(52), price: low(52) } },
      { name: 'MACD hidden', side: 'bearish', from: { at: at(70), price: high(70) }, to: { at: at(101), price: high(101) } },
    ],
    prices: [
      { name: 'entry', price: last * 0.999 },
      { name: 'stop', price: last * 0.991 },
      { name: 'target', price: last * 1.001 },
      { name: 'target', price: last * 1.02 },
      { name: 'exit', price: last * 1.5 },
    ],
    marks: [
      { at: at(40) + 1, price: (candles.open[40] ?? 0) * 1.001, side: 'buy' },
      { at: at(90) + 1, price: candles.open[90] ?? 0, side: 'sell' },
    ],
  };
}

/** Equity that rises, falls and recovers somewhat. */
export function equity(length: number, step = DAY / 8): EquityPicture {
  const { normal } = chance(11, 'equity');
  let value = 10_000;
  let peak = value;
  const points = Array.from({ length }, (_, i) => {
    value *= 1 + 0.0006 + 0.006 * normal();
    peak = Math.max(peak, value);
    return { at: FROM + i * step, equity: value, drawdown: value / peak - 1 };
  });
  return { kind: 'equity', title: 'Equity', label: '🔴 LIVE', currency: 'USDT', points };
}
