import { stat } from 'node:fs/promises';
import type { CandleColumns } from '../core/market/candles.ts';
import { mergeColumns } from '../core/market/columns.ts';
import type { Timeframe } from '../core/time.ts';
import { candlePath } from './candleLayout.ts';
import { readCandleFile, writeCandleFile } from './parquet.ts';

/**
 * Adds closed, checked candles to what a candles folder holds of the series; a candle that is there already is replaced, so a repeat
 * changes nothing. `dir` is the folder of the exchanges, `<home>/candles`. One call at a time for a file: the last of two would win.
 * Returns the file. Throws SourceError when the file that is there cannot be read; it is left as it was.
 */
export async function saveCandles(
  dir: string,
  exchange: string,
  symbol: string,
  timeframe: Timeframe,
  columns: CandleColumns,
): Promise<string> {
  const file = candlePath(dir, exchange, symbol, timeframe);
  if (columns.time.length === 0) return file;
  const held = (await stat(file).catch(() => undefined)) === undefined ? undefined : await readCandleFile(file);
  await writeCandleFile(file, held === undefined ? columns : mergeColumns(held, columns));
  return file;
}
