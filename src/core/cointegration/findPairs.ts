import { baseOf } from '../reply/format.ts';
import { correlationOfChanges } from './correlation.ts';
import { type Cointegration, engleGranger } from './engleGranger.ts';

/** What a pair must show to be offered. */
export type PairLimits = {
  /** Least correlation of the two symbols' log returns. */
  readonly minCorrelation: number;
  /** Largest p of the Engle-Granger test, 0 to 1. */
  readonly maxP: number;
  /** Bars between which the half-life must lie. */
  readonly minHalfLife: number;
  readonly maxHalfLife: number;
  /** Most lags that Akaike's criterion chooses among. */
  readonly maxLags: number;
};

/** Two symbols that belong together: log(`symbol`) = intercept + hedge x log(`partner`) + a spread that returns. */
export type FoundPair = Cointegration & { readonly symbol: string; readonly partner: string; readonly correlation: number };

/** Why a pair is not offered, in the order in which it is looked at; `market`: the two are not quoted on one market. */
type Reason = 'market' | 'correlation' | 'hedge' | 'p' | 'half-life';

export type PairSearch = {
  /** The surest first. */
  readonly found: readonly FoundPair[];
  readonly tried: number;
  /** How many fell for each reason. */
  readonly fell: Readonly<Record<Reason, number>>;
};

/**
 * Looks through every two symbols for those that belong together. `logs` are log closes of the same bars without a missing number. Each
 * pair of one market is tried both ways and the surer way is kept. `progress` is told after each symbol how many pairs are done, of how many.
 */
export function findPairs(
  logs: ReadonlyMap<string, Float64Array>,
  limits: PairLimits,
  progress: (done: number, of: number) => void = () => undefined,
): PairSearch {
  const symbols = [...logs.keys()].sort();
  const tried = (symbols.length * (symbols.length - 1)) / 2;
  const fell: Record<Reason, number> = { market: 0, correlation: 0, hedge: 0, p: 0, 'half-life': 0 };
  const found: FoundPair[] = [];
  let done = 0;
  for (const [s, first] of symbols.entries()) {
    for (const second of symbols.slice(s + 1)) {
      const pair = examine([first, second], logs, limits);
      if (typeof pair === 'string') fell[pair] += 1;
      else found.push(pair);
    }
    done += symbols.length - s - 1;
    progress(done, tried);
  }
  return { found: found.sort((a, b) => a.p - b.p || (a.symbol < b.symbol ? -1 : 1)), tried, fell };
}

/** `/USDT` of `BTC/USDT`, `/USDT:USDT` of its perpetual: prices of two markets are no spread that one account could hold. */
const marketOf = (symbol: string): string => symbol.slice(baseOf(symbol).length);

/** The surer of a pair's two ways, or why it falls. */
function examine(
  [first, second]: readonly [string, string],
  logs: ReadonlyMap<string, Float64Array>,
  limits: PairLimits,
): FoundPair | Reason {
  if (marketOf(first) !== marketOf(second)) return 'market';
  const a = logs.get(first) ?? new Float64Array();
  const b = logs.get(second) ?? new Float64Array();
  const correlation = correlationOfChanges(a, b);
  if (!(correlation >= limits.minCorrelation)) return 'correlation';
  const lags = { atMost: limits.maxLags };
  const ways: readonly FoundPair[] = [
    { symbol: first, partner: second, correlation, ...engleGranger(a, b, lags) },
    { symbol: second, partner: first, correlation, ...engleGranger(b, a, lags) },
  ];
  const [surer] = ways.filter(({ hedge }) => hedge > 0).sort((one, other) => one.p - other.p);
  if (surer === undefined) return 'hedge';
  if (!(surer.p <= limits.maxP)) return 'p';
  return surer.halfLife >= limits.minHalfLife && surer.halfLife <= limits.maxHalfLife ? surer : 'half-life';
}
