import type { Bars } from '../market/candles.ts';

/** A hammer's tail is at least this many times its body, and the other wick at most its body. */
const TAIL = 2;

/** Bar i is a hammer, or its body rises and covers the falling body before it (bullish engulfing). */
export function turnsUp(bars: Bars, i: number): boolean {
  const open = bars.open.at(i);
  const close = bars.close.at(i);
  const body = Math.abs(close - open);
  const tail = Math.min(open, close) - bars.low.at(i);
  const wick = bars.high.at(i) - Math.max(open, close);
  if (body > 0 && tail >= TAIL * body && wick <= body) return true;
  const openBefore = bars.open.at(i - 1);
  const closeBefore = bars.close.at(i - 1);
  return close > open && closeBefore < openBefore && open <= closeBefore && close >= openBefore;
}

/** Bar i is a shooting star, or its body falls and covers the rising body before it (bearish engulfing). */
export function turnsDown(bars: Bars, i: number): boolean {
  const open = bars.open.at(i);
  const close = bars.close.at(i);
  const body = Math.abs(close - open);
  const tail = bars.high.at(i) - Math.max(open, close);
  const wick = Math.min(open, close) - bars.low.at(i);
  if (body > 0 && tail >= TAIL * body && wick <= body) return true;
  const openBefore = bars.open.at(i - 1);
  const closeBefore = bars.close.at(i - 1);
  return close < open && closeBefore > openBefore && open >= closeBefore && close <= openBefore;
}
