import type { CandleSource } from '../core/market/candles.ts';
import type { CandleTally } from '../core/market/candleTally.ts';
import type { Instrument } from '../core/market/instrument.ts';
import type { Refining } from '../core/study/market.ts';
import { lengthOf, type Ms } from '../core/time.ts';
import { chunksOf } from './chunks.ts';

type PastOptions = {
  readonly source: CandleSource;
  readonly symbols: readonly string[];
  readonly tally: CandleTally;
  /** Rules by symbol, as prices show them. */
  readonly refine: ReadonlyMap<string, Refining>;
  /** Where what is known begins, where the run does, and what is done already. */
  readonly since: Ms;
  readonly from: Ms;
  readonly done: Ms;
};

/**
 * Brings up to `done` what follows from all candles that a run has passed: its study may begin at a later anchor, but what is wrong with
 * the candles and how fine their prices are was learnt from the first one on. Gives the rules as they stand then. Nothing is read where candles are made up.
 */
export async function takePast({
  source,
  symbols,
  tally,
  refine,
  since,
  from,
  done,
}: PastOptions): Promise<ReadonlyMap<string, Instrument>> {
  const known = new Map<string, Instrument>();
  if (source.faulty === undefined && source.refine === undefined) return known;
  for (const symbol of symbols) {
    const length = lengthOf(source.timeframeOf(symbol));
    for await (const { from: at, end, columns } of chunksOf(source, symbol, since, done)) {
      tally.history(symbol, columns, source.faulty?.(symbol, at, end) ?? [], done);
      const rules = refine.get(symbol);
      if (rules === undefined) continue;
      for (const [i, time] of columns.time.entries()) {
        if (time >= from) known.set(symbol, rules(columns.open[i] ?? Number.NaN));
        if (time + length <= done) known.set(symbol, rules(columns.close[i] ?? Number.NaN));
      }
    }
  }
  return known;
}
