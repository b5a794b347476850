import type { CandleColumns, ReadonlyColumn } from '../../../../src/core/market/candles.ts';
import { newColumns } from '../../../../src/core/market/columns.ts';
import { createStudy } from '../../../../src/core/study/graph.ts';
import type { AnyPlug } from '../../../../src/core/study/plug.ts';
import { MINUTE } from '../../../../src/core/time.ts';

/** Seeded candles like a market's: a walk with volume, none of them broken. Five-minute ones from 2024-01-01 unless told. */
export function randomCandles(rows: number, seed = 1, length = 5 * MINUTE): CandleColumns {
  let state = seed >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const columns = newColumns(rows);
  let price = 100 + 900 * random();
  for (let i = 0; i < rows; i++) {
    const open = price;
    price *= 1 + (random() + random() + random() - 1.5) * 0.01;
    columns.time[i] = Date.UTC(2024, 0, 1) + i * length;
    columns.open[i] = open;
    columns.high[i] = Math.max(open, price) * (1 + 0.004 * random());
    columns.low[i] = Math.min(open, price) * (1 - 0.004 * random());
    columns.close[i] = price;
    columns.volume[i] = 1 + 100 * random();
  }
  return columns;
}

/** A plug's columns over these candles, handed over in pieces that end at the given rows (all at once without). */
export function studied<P, F extends string>(
  plug: AnyPlug<P, F>,
  params: P,
  candles: CandleColumns,
  ends: readonly number[] = [],
): Readonly<Record<F, ReadonlyColumn>> {
  const study = createStudy((failure) => {
    throw failure.error;
  });
  const series = study.series('BTC/USDT', '5m');
  const columns = series.use(plug, params);
  let from = 0;
  for (const end of [...ends, candles.time.length]) {
    series.bars.append(candles, from, end);
    study.advance();
    from = Math.max(from, end);
  }
  return columns;
}

/** Values of a column for bars [from, to). */
export const valuesOf = (column: ReadonlyColumn, from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, k) => column.at(from + k));
