import { SourceError } from '../core/market/sourceError.ts';
import { unitsText } from '../core/market/timeUnit.ts';
import { baseOf, counted, shortened } from '../core/reply/format.ts';
import { nearest } from '../core/reply/nearest.ts';
import { partsOf, symbolFor } from '../core/reply/spelling.ts';
import { DAY, dateOf, lengthOf, type Ms, TIMEFRAMES, type Timeframe, timeText } from '../core/time.ts';
import { type CandleFile, candleFiles } from '../store/candleLayout.ts';
import { type CandleFileFacts, factsOf } from '../store/parquet.ts';

export type Described = CandleFile & CandleFileFacts;

/** Files of one symbol and timeframe, oldest first, and how much of the span they cover. */
export type RecordedSeries = {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly files: readonly Described[];
  readonly coverage: number;
  /** When the first candle opened that is recorded of the symbol, of whatever length. */
  readonly since: Ms;
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

/** What is played, what of the folder is left out, and what is read in its own way; a sentence each. */
export type RecordedSelection = {
  readonly series: readonly RecordedSeries[];
  readonly leftOut: readonly string[];
  readonly notes: readonly string[];
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

export function unknownSymbol(dir: string, symbol: string, known: readonly string[]): SourceError {
  const likely = nearest(symbol, known);
  const sameBase = known.filter((name) => baseOf(name) === baseOf(symbol));
  const near = [...new Set([...(likely === undefined ? [] : [likely]), ...sameBase])].slice(0, 3);
  const nearText = near.length > 0 ? `; the nearest are ${near.join(', ')}` : `, such as ${known.slice(0, 3).join(', ')}`;
  return new SourceError(`${dir} has no candles of ${symbol}; it has ${counted(known.length, 'symbol')}${nearText}`);
}

/** The series to play of one symbol; undefined when nothing of it can be played in the span. */
function choose(
  symbol: string,
  files: readonly Described[],
  { from, to, timeframe }: RecordedOptions,
): RecordedSeries | undefined {
  const since = Math.min(...files.map(({ first }) => first));
  const offered = TIMEFRAMES.filter((name) => timeframe === undefined || name === timeframe).map((name) => {
    const ofIt = files.filter((file) => file.timeframe === name).sort((a, b) => a.first - b.first || a.last - b.last);
    const candles = ofIt.reduce((sum, file) => sum + file.inSpan, 0);
    const coverage = Math.min(1, (candles * lengthOf(name)) / (to - from));
    return { symbol, timeframe: name, files: connected(ofIt), coverage, since };
  });
  const most = Math.max(...offered.map(({ coverage }) => coverage));
  // TIMEFRAMES go from fine to coarse, so the first of equals is the finest.
  return most > 0 ? offered.find(({ coverage }) => coverage >= most - EQUAL_COVERAGE) : undefined;
}

const candle = (timeframe: Timeframe | undefined): string => (timeframe === undefined ? 'candle' : `${timeframe} candle`);

/** `between 2024-06-01 and 2024-06-03`, with the time of day where one of them is no start of a day. */
function between(from: Ms, to: Ms): string {
  const text = [from, to].every((at) => at % DAY === 0) ? dateOf : timeText;
  return `between ${text(from)} and ${text(to)}`;
}

/** Why nothing of a symbol is played: no row in the span, or none that is a candle, which is `broken`. */
function notPlayed(
  symbol: string,
  files: readonly Described[],
  { from, to, timeframe }: RecordedOptions,
): { readonly why: string; readonly broken: boolean } {
  const inSpan = files.filter((file) => file.first < to && file.last >= from && (timeframe ?? file.timeframe) === file.timeframe);
  const has = files.map((file) => `${file.timeframe} ${dateOf(file.first)} to ${dateOf(file.last)}`).join('; ');
  const none = `no ${candle(timeframe)} of ${symbol} ${between(from, to)}`;
  const [broken] = inSpan;
  if (broken === undefined) return { why: `${none}; the files hold ${has}; choose another span or timeframe`, broken: false };
  const why = `${none} that can be played: no row of ${broken.path} in this span opens on a boundary of ${broken.timeframe}, with prices above zero, high and low around them, and a volume`;
  return { why, broken: true };
}

/** One exchange must speak for a symbol: two would be two prices. */
function oneExchange(dir: string, symbol: string, files: readonly CandleFile[]): void {
  const exchanges = [...new Set(files.map(({ exchange }) => exchange))];
  if (exchanges.length > 1)
    throw new SourceError(
      `${dir} has ${symbol} from ${exchanges.join(' and ')}; give the folder of one exchange, such as ${dir}/${exchanges[0]}`,
    );
}

const quoteOf = (symbol: string): string => symbol.split(':')[1] ?? partsOf(symbol).quote;

/** Of as many symbols, the quote that comes first here is played. */
const USUAL_QUOTES = ['USDT', 'USDC', 'USD', 'FDUSD', 'EUR'];

/**
 * One account is counted in one currency: of several quotes the one that most symbols have is played, and the others are left out by
 * name.
 */
function oneQuote(series: readonly RecordedSeries[], named: boolean): Omit<RecordedSelection, 'notes'> {
  const byQuote = Map.groupBy(series, ({ symbol }) => quoteOf(symbol));
  if (byQuote.size <= 1) return { series, leftOut: [] };
  const usual = (quote: string): number => (USUAL_QUOTES.includes(quote) ? USUAL_QUOTES.indexOf(quote) : USUAL_QUOTES.length);
  const [[quote, played] = ['', []], ...others] = [...byQuote].toSorted(
    ([a, of], [b, other]) => other.length - of.length || usual(a) - usual(b) || (a < b ? -1 : 1),
  );
  const symbols = (of: readonly RecordedSeries[]): string => of.map(({ symbol }) => symbol).join(', ');
  if (named)
    throw new SourceError(
      `one account is counted in one currency, and --symbols names ${[...byQuote].map(([one, of]) => `${symbols(of)} in ${one}`).join(' and ')}; name those of one`,
    );
  return {
    series: played,
    leftOut: others.map(
      ([other, of]) =>
        `${symbols(of)} ${of.length === 1 ? 'is' : 'are'} left out: quoted in ${other}, and this account is counted in ${quote}; --symbols ${of[0]?.symbol} plays ${other} instead`,
    ),
  };
}

/** The symbols that were asked for, however they were written. */
function named(dir: string, asked: readonly string[] | undefined, known: readonly string[]): readonly string[] {
  if (asked === undefined) return known;
  const found = asked.map((name) => {
    const symbol = symbolFor(name, known);
    if (symbol === undefined) throw unknownSymbol(dir, name, known);
    return symbol;
  });
  return [...new Set(found)];
}

/** What span the files hold, all of them together, by timeframe; empty where they hold none. */
function held(files: readonly Described[]): string {
  const byTimeframe = Map.groupBy(
    files.filter(({ first, last }) => first <= last),
    ({ timeframe }) => timeframe,
  );
  const spans = [...byTimeframe].map(([timeframe, of]) => {
    const [first, last] = [Math.min(...of.map((file) => file.first)), Math.max(...of.map((file) => file.last))];
    return `${timeframe} ${dateOf(first)} to ${dateOf(last)}`;
  });
  return spans.length === 0 ? '' : `; the files hold ${spans.join('; ')}`;
}

/** The series of a folder that are played over a span. Throws SourceError for a folder, file, symbol or span that cannot be played. */
export async function selectSeries(dir: string, options: RecordedOptions): Promise<RecordedSelection> {
  const { files, passedOver } = await candleFiles(dir);
  const bySymbol = Map.groupBy(files, ({ symbol }) => symbol);
  const known = [...bySymbol.keys()].sort();
  const selected: RecordedSeries[] = [];
  const leftOut = [...passedOver];
  const notes: string[] = [];
  const absent: string[] = [];
  const seen: Described[] = [];
  for (const symbol of named(dir, options.symbols, known)) {
    const ofIt = bySymbol.get(symbol) ?? [];
    oneExchange(dir, symbol, ofIt);
    const described: Described[] = [];
    for (const file of ofIt)
      described.push({ ...file, ...(await factsOf(file.path, lengthOf(file.timeframe), options.from, options.to)) });
    seen.push(...described);
    const series = choose(symbol, described, options);
    if (series !== undefined) {
      selected.push(series);
      notes.push(...series.files.flatMap((file) => readOtherwise(file)));
      continue;
    }
    const { why, broken } = notPlayed(symbol, described, options);
    if (options.symbols !== undefined) throw new SourceError(why);
    if (broken) leftOut.push(`${symbol} is left out: ${why}`);
    else absent.push(symbol);
  }
  const none = `no ${candle(options.timeframe)} ${between(options.from, options.to)}`;
  if (absent.length > 0) notes.push(`${none} of ${shortened(absent).join(', ')}`);
  if (selected.length > 0) {
    const { series, leftOut: others } = oneQuote(selected, options.symbols !== undefined);
    return { series, leftOut: [...leftOut, ...others], notes };
  }
  throw new SourceError(
    [
      `${dir}: ${none} that can be played${held(seen)} of ${counted(known.length, 'symbol')}; choose another span${options.timeframe === undefined ? '' : ' or timeframe'}`,
      ...leftOut,
    ].join('; '),
  );
}

/** What a file's times are, where they are not plainly ms. */
function readOtherwise({ path, units, timeless }: Described): readonly string[] {
  const counted = unitsText(units);
  return [
    ...(counted === undefined ? [] : [`${path} ${counted}`]),
    ...(timeless === 0 ? [] : [`${path} has ${timeless} rows without a time, which are left out`]),
  ];
}
