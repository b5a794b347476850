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

const EXAMPLE = 'such as 1h.parquet';

type Listing = { readonly folders: readonly string[]; readonly files: readonly string[] };

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/** What lies in a folder, in order; hidden names and links to nowhere are no part of a recording. */
async function listed(dir: string): Promise<Listing> {
  const folders: string[] = [];
  const files: string[] = [];
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isFile()) files.push(entry.name);
    else if (await isFolder(join(dir, entry.name))) folders.push(entry.name);
  }
  return { folders: folders.toSorted(), files: files.toSorted() };
}

const timeframeOf = (name: string): Timeframe | undefined => {
  const timeframe = /^([^@]+)(@.+)?\.parquet$/i.exec(name)?.[1] ?? '';
  return isTimeframe(timeframe) ? timeframe : undefined;
};

/** A Parquet file that lies where candles do and is none by its name; rates and marks are read with the candles beside them. */
const misnamed = (name: string): boolean =>
  /\.parquet$/i.test(name) && timeframeOf(name) === undefined && !/^(funding|mark|index|premium)/i.test(name);

/** What a folder of recordings holds: its candle files by path, and what was passed over, each as one line with the reason. */
export type CandleFolder = { readonly files: readonly CandleFile[]; readonly passedOver: readonly string[] };

type ExchangeFolder = CandleFolder & {
  /** Whether a folder in it has candles, under a name that is read or not. */
  readonly holds: boolean;
};

/** Candle files of an exchange folder; whatever else lies there is named, but for what belongs to candles beside it (funding, marks). */
async function readExchange(dir: string): Promise<ExchangeFolder> {
  const exchange = basename(dir);
  const held = new Map<string, readonly string[]>();
  const here = await listed(dir);
  const passedOver = here.files
    .filter((name) => /\.parquet$/i.test(name))
    .map((name) => `${exchange}/${name} is passed over: candles lie in a folder for each symbol`);
  for (const folder of here.folders) {
    const { files: names } = await listed(join(dir, folder));
    const candles = names.filter((name) => timeframeOf(name) !== undefined);
    const others = names.filter(misnamed);
    passedOver.push(
      ...others.map((name) => `${exchange}/${folder}/${name} is passed over: its name is no candle length, ${EXAMPLE}`),
    );
    if (candles.length > 0) held.set(folder, candles);
    else if (others.length === 0) passedOver.push(`${exchange}/${folder} is passed over: it holds no candle file, ${EXAMPLE}`);
  }
  const files: CandleFile[] = [];
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
  return { files, passedOver, holds: held.size > 0 };
}

/** The exchange folders of a folder, each read; one without any folder in it is named as well. */
async function readExchanges(top: string): Promise<readonly CandleFolder[]> {
  const { folders } = await listed(top);
  return Promise.all(
    folders.map(async (name) => {
      const read = await readExchange(join(top, name));
      if (read.files.length + read.passedOver.length > 0) return read;
      return { files: [], passedOver: [`${name} is passed over: it holds no folder of a symbol, such as BTCUSDT`] };
    }),
  );
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
  const own = await readExchange(top);
  const read = own.holds ? [own] : await readExchanges(top);
  const files = read.flatMap((one) => one.files).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const passedOver = read.flatMap((one) => one.passedOver).toSorted();
  if (files.length === 0) throw new SourceError([`${dir} holds no candle files; ${advice}`, ...passedOver].join('; '));
  return { files, passedOver };
}
