import { z } from 'zod';
import { schwertLags } from '../core/cointegration/dickeyFuller.ts';
import { findPairs, type PairLimits, type PairSearch } from '../core/cointegration/findPairs.ts';
import type { CandleColumns, CandleSource } from '../core/market/candles.ts';
import { baseOf, numberText, shortName } from '../core/reply/format.ts';
import { lengthOf, type Ms, parseInstant, type Timeframe, timeText } from '../core/time.ts';
import { recordedSource } from '../exchange/recorded.ts';
import { asInput, InputError } from '../plugins/inputError.ts';
import { readFlags } from './flags.ts';

const flagsSchema = z.object({
  data: z.string().optional(),
  at: z.string().optional(),
  timeframe: z.enum(['1m', '5m', '15m', '1h', '4h', '1d']).default('1h'),
  lookback: z.coerce.number().int().min(50).max(20_000).default(500),
  correlation: z.coerce.number().min(-1).max(1).default(0.6),
  p: z.coerce.number().min(0).max(1).default(0.05),
  json: z.boolean().default(false),
});

type Universe = { readonly logs: Map<string, Float64Array>; readonly left: string[] };

/** The log closes of a whole window, undefined when a bar is missing. */
function wholeWindow({ time, close }: CandleColumns, first: Ms, length: Ms, rows: number): Float64Array | undefined {
  if (time.length !== rows || time.some((at, i) => at !== first + i * length)) return undefined;
  const logs = close.map(Math.log);
  return logs.every(Number.isFinite) ? logs : undefined;
}

async function universeAt(source: CandleSource, at: Ms, timeframe: Timeframe, rows: number): Promise<Universe> {
  const length = lengthOf(timeframe);
  const end = Math.floor(at / length) * length;
  const first = end - rows * length;
  const universe: Universe = { logs: new Map(), left: [] };
  for (const { symbol } of source.instruments) {
    const logs = wholeWindow(await source.read(symbol, first, end), first, length, rows);
    if (logs === undefined) universe.left.push(symbol);
    else universe.logs.set(symbol, logs);
  }
  return universe;
}

/** The recorded candles up to a time in ISO words, or to the end of the newest. */
async function recordingAt(
  folder: string,
  text: string | undefined,
  timeframe: Timeframe,
  rows: number,
): Promise<{ readonly source: CandleSource; readonly at: Ms }> {
  if (text === undefined) {
    const source = await recordedSource(folder, { from: 0, to: Date.now(), timeframe });
    return { source, at: source.end };
  }
  const at = parseInstant(text);
  if (at === undefined) throw new InputError(`--at ${text}: expected an ISO time, such as 2024-06-01T12:00Z`);
  return { source: await recordedSource(folder, { from: at - rows * lengthOf(timeframe), to: at, timeframe }), at };
}

/**
 * The `pairs` command: looks through a folder of recorded candles for symbols that belong together, the surest pair first. Throws
 * InputError for what cannot be used.
 */
export async function pairsTool(
  flags: unknown,
  print: (text: string) => void,
  progress: (text: string) => void,
): Promise<number> {
  const { data, at: text, timeframe, lookback, correlation, p, json } = readFlags(flagsSchema, flags);
  if (data === undefined) throw new InputError('pairs needs --data FOLDER, recorded candles such as ./candles');
  const { source, at } = await asInput(recordingAt(data, text, timeframe, lookback));
  const { logs, left } = await asInput(universeAt(source, at, timeframe, lookback));
  if (logs.size < 2)
    throw new InputError(
      `${data} has ${logs.size} symbols with ${lookback} candles of ${timeframe} up to ${timeText(at)} without a gap: expected two or more`,
    );
  const limits: PairLimits = {
    minCorrelation: correlation,
    maxP: p,
    minHalfLife: 1,
    maxHalfLife: lookback / 2,
    maxLags: schwertLags(lookback, 'none'),
  };
  const search = findPairs(logs, limits, (done, of) => progress(`${done} of ${of} pairs`));
  progress('');
  if (json) print(JSON.stringify({ at, timeframe, lookback, limits, symbols: [...logs.keys()], left, ...search }, null, 2));
  else for (const line of linesOf(search, { symbols: logs.size, left, at, timeframe, lookback, limits })) print(line);
  return 0;
}

type Heading = {
  readonly symbols: number;
  readonly left: readonly string[];
  readonly at: Ms;
  readonly timeframe: Timeframe;
  readonly lookback: number;
  readonly limits: PairLimits;
};

/** A number of pairs to be expected: few want a decimal. */
const luck = (pairs: number): string => numberText(pairs, pairs < 10 ? 1 : 0);

/** The search as a table, the surest pair first. */
function linesOf({ found, tried, fell }: PairSearch, heading: Heading): readonly string[] {
  const { symbols, left, at, timeframe, lookback, limits } = heading;
  const tested = tried - fell.market - fell.correlation - fell.hedge;
  const rows = found.map((pair) => [
    `${shortName(pair.symbol)}~${shortName(pair.partner)}`,
    numberText(pair.p, 4),
    numberText(pair.statistic, 2, true),
    numberText(pair.hedge, 3),
    numberText(pair.halfLife, 1),
    numberText(pair.z, 2, true),
    numberText(pair.correlation, 2),
  ]);
  const table = [['pair', 'p', 't', 'hedge', 'half-life', 'z now', 'correlation'], ...rows];
  const widths = (table[0] ?? []).map((_, c) => Math.max(...table.map((row) => row[c]?.length ?? 0)));
  const padded = (row: readonly string[]): string =>
    row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join('  ');
  return [
    `${symbols} symbols, ${lookback} candles of ${timeframe} up to ${timeText(at)}; ${left.length} left out for gaps${left.length === 0 ? '' : `: ${left.map(shortName).join(', ')}`}`,
    `${found.length} of ${tried} pairs; fell by market ${fell.market}, by correlation ${fell.correlation}, by hedge ratio ${fell.hedge}, by p ${fell.p}, by half-life ${fell['half-life']}`,
    ...(found.length === 0 ? [] : table.map(padded)),
    ...(found.length === 0
      ? []
      : [
          // Each is tried both ways, and two chances are at most twice one.
          `Of ${tested} tested ${luck(tested * limits.maxP)} to ${luck(2 * tested * limits.maxP)} would pass by chance alone; a pair that passes may be one of them`,
          `To trade the first: PAIRS=${baseOf(found[0]?.symbol ?? '')}~${baseOf(found[0]?.partner ?? '')}`,
        ]),
  ];
}
