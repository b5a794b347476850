import type { CandleColumns, CandleProblem, CandleSource } from '../core/market/candles.ts';
import { checkCandles } from '../core/market/check.ts';
import { joinColumns } from '../core/market/columns.ts';
import type { Instrument } from '../core/market/instrument.ts';
import { SourceError } from '../core/market/sourceError.ts';
import { baseOf } from '../core/reply/format.ts';
import { nearest } from '../core/reply/nearest.ts';
import { DAY, dateOf, lengthOf, type Ms, TIMEFRAMES, type Timeframe } from '../core/time.ts';
import { type CandleFile, candleFiles, fundingPath } from '../store/candleLayout.ts';
import { type CandleFileFacts, closesOf, factsOf, readCandleFile, readFundingFile } from '../store/parquet.ts';
import { recordedInstrument } from './recordedInstrument.ts';

type Described = CandleFile & CandleFileFacts;

/** Files of one symbol and timeframe, oldest first, and how much of the span they cover. */
type Series = {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly files: readonly Described[];
  readonly coverage: number;
};

export type RecordedOptions = {
  /** The span that will be played. Candles before it, which warm the study up, are read from the same files. */
  readonly from: Ms;
  readonly to: Ms;
  /** Left out, every symbol that has candles in the span. */
  readonly symbols?: readonly string[];
  /** The candles to play, where a symbol has several lengths; left out, those that cover most of the span, and of equals the finest. */
  readonly timeframe?: Timeframe;
};

/**
 * Files that lie in the span, and those before them without a longer break than a day: a recording of another year is no warm-up.
 * Takes and returns them oldest first.
 */
function connected(files: readonly Described[]): readonly Described[] {
  const kept: Described[] = [];
  for (const file of files.toReversed()) {
    const next = kept[0];
    if (file.inSpan > 0 || (next !== undefined && next.first - file.last <= DAY)) kept.unshift(file);
  }
  return kept;
}

/** Covering within this share of the span counts as equal. */
const EQUAL_COVERAGE = 0.01;

function unknownSymbol(dir: string, symbol: string, known: readonly string[]): SourceError {
  const likely = nearest(symbol, known);
  const sameBase = known.filter((name) => baseOf(name) === baseOf(symbol));
  const near = [...new Set([...(likely === undefined ? [] : [likely]), ...sameBase])].slice(0, 3);
  const nearText = near.length > 0 ? `; the nearest are ${near.join(', ')}` : `, such as ${known.slice(0, 3).join(', ')}`;
  return new SourceError(`${dir} has no candles of ${symbol}; it has ${known.length} symbols${nearText}`);
}

/** The series to play of one symbol; undefined when nothing of it lies in the span. */
function choose(symbol: string, files: readonly Described[], { from, to, timeframe }: RecordedOptions): Series | undefined {
  const offered = TIMEFRAMES.filter((name) => timeframe === undefined || name === timeframe).map((name) => {
    const ofIt = files.filter((file) => file.timeframe === name).sort((a, b) => a.first - b.first);
    const candles = ofIt.reduce((sum, file) => sum + file.inSpan, 0);
    return { symbol, timeframe: name, files: connected(ofIt), coverage: Math.min(1, (candles * lengthOf(name)) / (to - from)) };
  });
  const most = Math.max(...offered.map(({ coverage }) => coverage));
  // TIMEFRAMES go from fine to coarse, so the first of equals is the finest.
  return most > 0 ? offered.find(({ coverage }) => coverage >= most - EQUAL_COVERAGE) : undefined;
}

function notInSpan(symbol: string, files: readonly Described[], { from, to, timeframe }: RecordedOptions): SourceError {
  const has = files.map((file) => `${file.timeframe} ${dateOf(file.first)} to ${dateOf(file.last)}`).join('; ');
  const wanted = timeframe === undefined ? 'candles' : `${timeframe} candles`;
  return new SourceError(
    `no ${wanted} of ${symbol} from ${dateOf(from)} to ${dateOf(to)}; recorded are ${has}; choose another span or timeframe`,
  );
}

/** One exchange must speak for a symbol: two would be two prices. */
function oneExchange(dir: string, symbol: string, files: readonly CandleFile[]): void {
  const exchanges = [...new Set(files.map(({ exchange }) => exchange))];
  if (exchanges.length > 1)
    throw new SourceError(
      `${dir} has ${symbol} from ${exchanges.join(' and ')}; give the folder of one exchange, such as ${dir}/${exchanges[0]}`,
    );
}

async function selectSeries(dir: string, options: RecordedOptions): Promise<readonly Series[]> {
  const bySymbol = Map.groupBy(await candleFiles(dir), ({ symbol }) => symbol);
  const known = [...bySymbol.keys()].sort();
  const selected: Series[] = [];
  for (const symbol of new Set(options.symbols ?? known)) {
    const files = bySymbol.get(symbol);
    if (files === undefined) throw unknownSymbol(dir, symbol, known);
    oneExchange(dir, symbol, files);
    const described: Described[] = [];
    for (const file of files) described.push({ ...file, ...(await factsOf(file.path, options.from, options.to)) });
    const series = choose(symbol, described, options);
    if (series !== undefined) selected.push(series);
    else if (options.symbols !== undefined) throw notInSpan(symbol, described, options);
  }
  if (selected.length > 0) return selected;
  throw new SourceError(
    `${dir} has no ${options.timeframe ?? ''} candles from ${dateOf(options.from)} to ${dateOf(options.to)} of any of its ${known.length} symbols; choose another span`,
  );
}

/**
 * A replay market of recorded candles. `dir` is the folder that holds `ohlcv` or `candles`, one of these, or one exchange's folder; an
 * exchange folder that ends in usdm, perp or futures holds perpetuals. The last candle of each file is left out, since a recording may
 * have stopped within it. Candles are read from the files at each call of `read` and kept by the caller alone: ask once for a whole span.
 * Throws SourceError for a folder, file, symbol or span that cannot be played.
 */
export async function recordedSource(dir: string, options: RecordedOptions): Promise<CandleSource> {
  if (!(options.to > options.from))
    throw new SourceError(`a replay needs an end after its start; got ${dateOf(options.from)} to ${dateOf(options.to)}`);
  const selected = new Map((await selectSeries(dir, options)).map((series) => [series.symbol, series]));
  const instruments: Instrument[] = [];
  for (const { symbol, files } of selected.values()) {
    const closes: Float64Array[] = [];
    for (const { path } of files) closes.push(await closesOf(path));
    instruments.push(recordedInstrument(symbol, closes));
  }
  const problems = new Map<string, CandleProblem>();

  const seriesOf = (symbol: string): Series => {
    const series = selected.get(symbol);
    if (series === undefined) throw unknownSymbol(dir, symbol, [...selected.keys()]);
    return series;
  };

  const read = async (symbol: string, from: Ms, to: Ms): Promise<CandleColumns> => {
    const { files, timeframe } = seriesOf(symbol);
    const parts: CandleColumns[] = [];
    for (const { path, first, last } of files) {
      if (last > from && first < to) parts.push(await readCandleFile(path, from, Math.min(to, last)));
    }
    const [only] = parts;
    const raw = parts.length === 1 && only !== undefined ? only : joinColumns(parts);
    const checked = checkCandles(raw, { symbol, timeframe }, Date.now());
    for (const problem of checked.problems) problems.set(problem.says, problem);
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
    problems: () => [...problems.values()],
    start: Math.min(...all.map(({ first }) => first)),
    end: Math.max(...all.map(({ last }) => last)),
  };
}
