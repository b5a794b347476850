import type { CandleColumns, CandleSource } from '../core/market/candles.ts';
import { lengthOf, type Ms } from '../core/time.ts';

/** Candles of a symbol that are read at once from files. */
const CHUNK = 20_000;

/** A symbol's candles that open in [from, to], a chunk of that time after the other, so that few are in memory at once. */
export async function* chunksOf(
  source: CandleSource,
  symbol: string,
  from: Ms,
  to: Ms,
): AsyncGenerator<{ readonly from: Ms; readonly end: Ms; readonly columns: CandleColumns }, undefined> {
  const span = (source.chunk ?? CHUNK) * lengthOf(source.timeframeOf(symbol));
  for (let at = from; at <= to; at += span) {
    const end = Math.min(at + span, to + 1);
    yield { from: at, end, columns: await source.read(symbol, at, end) };
  }
}
