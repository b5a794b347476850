import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = process.env['COUNTERSIGN_TEST_DATA'] ?? resolve(import.meta.dirname, '../../shared/data');
let told = false;

/**
 * Absolute path of a recorded file or folder, such as `ohlcv/binance/BTCUSDT/1h.parquet`; undefined, told in one printed line,
 * where the recorded data is not there. It lies in COUNTERSIGN_TEST_DATA or beside the project, in `../shared/data`.
 */
export function sharedData(path: string): string | undefined {
  const file = join(root, path);
  if (existsSync(file)) return file;
  if (!told) process.stdout.write(`recorded market data left out: no ${path} in ${root} (set COUNTERSIGN_TEST_DATA)\n`);
  told = true;
  return undefined;
}
