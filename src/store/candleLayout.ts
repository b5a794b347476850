import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { SourceError } from '../core/market/sourceError.ts';
import { isTimeframe, type Timeframe } from '../core/time.ts';

/**
 * Where candles lie on disk: `<exchange>/<SYMBOL>/<timeframe>[@period].parquet`, SYMBOL without separators, one exchange folder for
 * spot (`binance`) and one for perpetuals (`binanceusdm`).
 */
export type CandleFile = {
  readonly path: string;
  /** The exchange folder's name. */
  readonly exchange: string;
  /** `BTC/USDT`, or `BTC/USDT:USDT` in an exchange folder of perpetuals. */
  readonly symbol: string;
  readonly timeframe: Timeframe;
};

const LAYOUT = '<exchange>/<SYMBOL>/<timeframe>.parquet, such as binance/BTCUSDT/1h.parquet';

/** Quote currencies that end a folder's name, longest first so that FDUSD is not read as USD. */
const QUOTES = ['FDUSD', 'USDT', 'USDC', 'BUSD', 'TUSD', 'BTC', 'ETH', 'BNB', 'EUR', 'USD'] as const;

const PERPETUALS = /(usdm|perp|futures)$/;

/** `BTC/USDT` of `BTCUSDT` in a spot folder; undefined when the name ends in no quote currency that is known. */
function symbolOf(exchange: string, folder: string): string | undefined {
  const quote = QUOTES.find((quote) => folder.endsWith(quote) && folder.length > quote.length);
  if (quote === undefined) return undefined;
  const spot = `${folder.slice(0, -quote.length)}/${quote}`;
  return PERPETUALS.test(exchange) ? `${spot}:${quote}` : spot;
}

/** The file of a series under a candles folder; perpetuals of `binance` lie under `binanceusdm`. */
export function candlePath(dir: string, exchange: string, symbol: string, timeframe: Timeframe): string {
  const [spot = symbol, settle] = symbol.split(':');
  const folder = settle === undefined || PERPETUALS.test(exchange) ? exchange : `${exchange}usdm`;
  return join(dir, folder, spot.replace('/', ''), `${timeframe}.parquet`);
}

/** Where funding rates lie: beside a perpetual's candles. */
export const fundingPath = (candles: string): string => join(dirname(candles), 'funding.parquet');

const foldersIn = async (dir: string): Promise<readonly string[]> =>
  (await readdir(dir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name);

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/** Candle files of an exchange folder; anything else that lies there (funding, mark prices) is passed over. */
async function filesOfExchange(dir: string): Promise<readonly CandleFile[]> {
  const exchange = basename(dir);
  const files: CandleFile[] = [];
  for (const folder of await foldersIn(dir)) {
    const symbol = symbolOf(exchange, folder);
    if (symbol === undefined || !(await isFolder(join(dir, folder)))) continue;
    for (const name of await readdir(join(dir, folder))) {
      const timeframe = /^([^@]+)(@.+)?\.parquet$/.exec(name)?.[1] ?? '';
      if (isTimeframe(timeframe)) files.push({ path: join(dir, folder, name), exchange, symbol, timeframe });
    }
  }
  return files;
}

/**
 * All candle files under a folder, by path: the folder that holds `ohlcv` or `candles`, one of these, or one exchange's folder.
 * Throws SourceError when the folder is missing or holds none.
 */
export async function candleFiles(dir: string): Promise<readonly CandleFile[]> {
  const root = resolve(dir);
  const advice = `expected a folder with ${LAYOUT}; check the path`;
  const found = await stat(root).catch(() => undefined);
  if (found === undefined) throw new SourceError(`${dir}: there is no such folder; ${advice}`);
  if (!found.isDirectory()) throw new SourceError(`${dir} is a file; ${advice}`);
  let top = root;
  for (const inner of ['ohlcv', 'candles']) if (await isFolder(join(top, inner))) top = join(top, inner);
  let files = await filesOfExchange(top);
  if (files.length === 0) {
    const exchanges = await foldersIn(top);
    files = (
      await Promise.all(
        exchanges.map(async (name) => ((await isFolder(join(top, name))) ? filesOfExchange(join(top, name)) : [])),
      )
    ).flat();
  }
  if (files.length === 0) throw new SourceError(`${dir} holds no candle files; ${advice}`);
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
