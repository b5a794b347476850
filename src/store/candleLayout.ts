import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { SourceError } from '../core/market/sourceError.ts';
import { isTimeframe, type Timeframe } from '../core/time.ts';
import { namedFolders } from './symbolFolder.ts';

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

const PERPETUALS = /(usdm|perp|futures)$/;

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

const timeframeOf = (name: string): Timeframe | undefined => {
  const timeframe = /^([^@]+)(@.+)?\.parquet$/.exec(name)?.[1] ?? '';
  return isTimeframe(timeframe) ? timeframe : undefined;
};

/** What a folder of recordings holds: its candle files by path, and what was passed over, each as one line with the reason. */
export type CandleFolder = { readonly files: readonly CandleFile[]; readonly passedOver: readonly string[] };

/** Candle files of an exchange folder; what lies beside them (funding, mark prices) is passed over, and so are folders without any. */
async function readExchange(dir: string): Promise<CandleFolder> {
  const exchange = basename(dir);
  const held = new Map<string, readonly string[]>();
  for (const folder of await foldersIn(dir)) {
    if (!(await isFolder(join(dir, folder)))) continue;
    const names = (await readdir(join(dir, folder))).filter((name) => timeframeOf(name) !== undefined);
    if (names.length > 0) held.set(folder, names);
  }
  const files: CandleFile[] = [];
  const passedOver: string[] = [];
  for (const named of namedFolders([...held.keys()], PERPETUALS.test(exchange))) {
    const { folder, symbol } = named;
    if (symbol === undefined) {
      passedOver.push(`${exchange}/${folder} is passed over: ${named.why}`);
      continue;
    }
    for (const name of held.get(folder) ?? []) {
      const timeframe = timeframeOf(name);
      if (timeframe !== undefined) files.push({ path: join(dir, folder, name), exchange, symbol, timeframe });
    }
  }
  return { files, passedOver };
}

/**
 * All candle files under a folder, by path: the folder that holds `ohlcv` or `candles`, one of these, or one exchange's folder.
 * Throws SourceError when the folder is missing or holds none.
 */
export async function candleFiles(dir: string): Promise<CandleFolder> {
  const root = resolve(dir);
  const advice = `expected a folder with ${LAYOUT}; check the path`;
  const found = await stat(root).catch(() => undefined);
  if (found === undefined) throw new SourceError(`${dir}: there is no such folder; ${advice}`);
  if (!found.isDirectory()) throw new SourceError(`${dir} is a file; ${advice}`);
  let top = root;
  for (const inner of ['ohlcv', 'candles']) if (await isFolder(join(top, inner))) top = join(top, inner);
  let read: readonly CandleFolder[] = [await readExchange(top)];
  if (read.every(({ files, passedOver }) => files.length + passedOver.length === 0)) {
    const exchanges = await foldersIn(top);
    read = await Promise.all(
      exchanges.map(async (name) =>
        (await isFolder(join(top, name))) ? readExchange(join(top, name)) : { files: [], passedOver: [] },
      ),
    );
  }
  const files = read.flatMap((one) => one.files).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const passedOver = read.flatMap((one) => one.passedOver).toSorted();
  if (files.length === 0) throw new SourceError([`${dir} holds no candle files; ${advice}`, ...passedOver].join('; '));
  return { files, passedOver };
}
