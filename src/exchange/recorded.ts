import type { CandleColumns, CandleSource, FaultyRow } from '../core/market/candles.ts';
import { checkCandles } from '../core/market/check.ts';
import { joinColumns } from '../core/market/columns.ts';
import type { Instrument } from '../core/market/instrument.ts';
import { SourceError } from '../core/market/sourceError.ts';
import { shortened } from '../core/reply/format.ts';
import { dateOf, lengthOf, type Ms, timeText } from '../core/time.ts';
import { fundingPath } from '../store/candleLayout.ts';
import { pricesKnownAt, readCandleFile, readFundingFile } from '../store/parquet.ts';
import { inexact, recordedInstrument, refining } from './recordedInstrument.ts';
import { type Described, type RecordedOptions, type RecordedSeries, selectSeries, unknownSymbol } from './recordedSeries.ts';

/** Closes that tell what a tick is. */
const PRICES = 500;

/** Prices of a symbol that a replay from `at` knows at its start, newest first: closes before it, else the first open. */
async function pricesBefore({ symbol, files, timeframe }: RecordedSeries, at: Ms): Promise<readonly [number, ...number[]]> {
  const length = lengthOf(timeframe);
  const file = files.findLast(({ first }) => first + length <= at) ?? files[0];
  const [newest, ...others] = file === undefined ? [] : await pricesKnownAt(file.path, length, at, PRICES);
  if (newest === undefined) throw new SourceError(`${symbol} has no price that can be played`);
  return [newest, ...others];
}

/** Candles whose close money cannot carry exactly. */
function tooFine({ time, close }: CandleColumns): readonly FaultyRow[] {
  const rows: FaultyRow[] = [];
  for (const [i, price] of close.entries())
    if (inexact(price) !== undefined) rows.push({ time: time[i] ?? Number.NaN, fault: 'decimals' });
  return rows;
}

/**
 * Where a file's candles end: its last may be unfinished, since a recording may have stopped within it, unless another file goes on
 * from it.
 */
function endOf({ last }: Described, files: readonly Described[], length: Ms): Ms {
  return files.some((other) => other.last > last && other.first <= last + length) ? last + length : last;
}

/** Last candles that would be played if a recording could not have stopped within them: counted, in one sentence. */
function unfinished(series: readonly RecordedSeries[], { from, to }: RecordedOptions): readonly string[] {
  const left = series.flatMap(({ symbol, timeframe, files }) =>
    files.flatMap((file) =>
      endOf(file, files, lengthOf(timeframe)) === file.last && file.last >= from && file.last <= to
        ? [`${symbol} ${timeText(file.last)}`]
        : [],
    ),
  );
  if (left.length === 0) return [];
  const [is, them] = left.length === 1 ? ['candle is', 'it'] : ['candles are', 'them'];
  return [
    `${left.length} last ${is} taken as unfinished and left out, since a recording may have stopped within ${them}: ${shortened(left).join(', ')}`,
  ];
}

/**
 * A replay market of recorded candles. `dir` is the folder that holds `ohlcv` or `candles`, one of these, or one exchange's folder; an
 * exchange folder that ends in usdm, perp or futures holds perpetuals. The last candle of a series is left out, since a recording may
 * have stopped within it. Candles are read from the files at each call of `read` and kept by the caller alone: ask once for a whole span.
 * Throws SourceError for a folder, file, symbol or span that cannot be played.
 */
export async function recordedSource(dir: string, options: RecordedOptions): Promise<CandleSource> {
  if (!(options.to > options.from))
    throw new SourceError(`a replay needs an end after its start; got ${dateOf(options.from)} to ${dateOf(options.to)}`);
  const { series: chosen, leftOut, notes } = await selectSeries(dir, options);
  const instruments: Instrument[] = [];
  const refused: string[] = [];
  for (const series of chosen) {
    const prices = await pricesBefore(series, options.from);
    const why = prices.map(inexact).find((says) => says !== undefined);
    if (why === undefined) instruments.push({ ...recordedInstrument(series.symbol, prices), listedAt: series.since });
    else refused.push(`${series.symbol} cannot be played: ${why}`);
  }
  if (instruments.length === 0 || (options.symbols !== undefined && refused.length > 0))
    throw new SourceError(refused.join('; '));
  const played = new Set(instruments.map(({ symbol }) => symbol));
  const selected = new Map(chosen.filter(({ symbol }) => played.has(symbol)).map((series) => [series.symbol, series]));
  /** Rows of what was read that were not as they should be, by symbol. */
  const faulty = new Map<string, readonly FaultyRow[]>();

  const seriesOf = (symbol: string): RecordedSeries => {
    const series = selected.get(symbol);
    if (series === undefined) throw unknownSymbol(dir, symbol, [...selected.keys()]);
    return series;
  };

  const read = async (symbol: string, from: Ms, to: Ms): Promise<CandleColumns> => {
    const { files, timeframe } = seriesOf(symbol);
    const parts: CandleColumns[] = [];
    for (const file of files) {
      const end = endOf(file, files, lengthOf(timeframe));
      if (end > from && file.first < to) parts.push(await readCandleFile(file.path, from, Math.min(to, end), file.units));
    }
    const [only] = parts;
    const raw = parts.length === 1 && only !== undefined ? only : joinColumns(parts);
    const checked = checkCandles(raw, { symbol, timeframe }, Date.now());
    const others = (faulty.get(symbol) ?? []).filter(({ time }) => time < from || time >= to);
    faulty.set(
      symbol,
      [...others, ...checked.faulty, ...tooFine(checked.columns)].toSorted((a, b) => a.time - b.time),
    );
    return checked.columns;
  };

  const all = [...selected.values()].flatMap(({ files }) => files);
  return {
    name: 'recorded',
    instruments,
    timeframeOf: (symbol) => seriesOf(symbol).timeframe,
    read,
    async funding(symbol, from, to) {
      const [file] = seriesOf(symbol).files;
      return file === undefined || !symbol.includes(':') ? [] : readFundingFile(fundingPath(file.path), from, to);
    },
    refine: refining,
    faulty: (symbol, from, to) => (faulty.get(symbol) ?? []).filter(({ time }) => time >= from && time < to),
    leftOut: [...leftOut, ...refused],
    notes: [...notes, ...unfinished([...selected.values()], options)],
    start: Math.min(...all.map(({ first }) => first)),
    end: Math.max(...all.map(({ last }) => last)),
  };
}
