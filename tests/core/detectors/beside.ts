import type { CandleColumns, ReadonlyColumn } from '../../../src/core/market/candles.ts';
import { uniform } from '../../../src/core/study/conformance/markets.ts';
import { createStudy } from '../../../src/core/study/graph.ts';
import type { Detector, Finding } from '../../../src/core/study/plug.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { candlesThrough } from '../candlePaths.ts';

/** Prices of these candles rounded to quarters, which single precision holds exactly, as the library needs it. */
export function inQuarters(candles: CandleColumns): CandleColumns {
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const)
    candles[name].forEach((value, i) => (candles[name][i] = Math.round(value * 4) / 4));
  return candles;
}

/** Closes drawn from a narrow range without any memory: equal prices, wide candles, swings at every turn. */
export function noise(rows: number, seed: number): CandleColumns {
  const random = uniform(seed);
  return candlesThrough(
    Array.from({ length: rows }, () => 90 + 20 * random()),
    { wick: 0.01, length: 5 * MINUTE },
  );
}

/** A detector over these candles, all at once. That it does not look ahead is its contract's business. */
export function detected<P, F extends string, X extends Finding>(
  detector: Detector<P, F, X>,
  given: object,
  candles: CandleColumns,
): { readonly columns: Readonly<Record<F, ReadonlyColumn>>; readonly findings: readonly X[] } {
  const study = createStudy((failure) => {
    throw failure.error;
  });
  const asked = study.series('BTC/USDT', '5m').useDetector(detector, detector.params.parse(given));
  study.bars('BTC/USDT', '5m').append(candles);
  study.advance();
  return asked;
}

/** Rows at which a column holds a number. */
export const rowsWith = (column: Float64Array | Float32Array): readonly number[] =>
  [...column.keys()].filter((row) => !Number.isNaN(column[row]));
