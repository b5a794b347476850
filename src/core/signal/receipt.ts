import type { Receipt } from '../facts/receipt.ts';
import type { Ms, Timeframe } from '../time.ts';
import { type CompositeMethod, contributions, type GroupWeights, type Source } from './composite.ts';
import type { Gate } from './gate.ts';

export type ReceiptInput = {
  readonly symbol: string;
  readonly at: Ms;
  readonly timeframe: Timeframe;
  readonly price: number;
  readonly sources: readonly Source[];
  /** Words of one source, asked for only here. */
  readonly says: (source: Source) => readonly string[];
  readonly weights: GroupWeights;
  readonly method: CompositeMethod;
  readonly score: number;
  readonly confidence: number;
  readonly alignment: number;
  /** Composite of every studied timeframe, NaN where absent. */
  readonly frames: readonly { readonly timeframe: Timeframe; readonly score: number }[];
  readonly opportunity: number;
  readonly market: Receipt['market'];
  readonly absent: readonly string[];
  readonly gates: readonly Gate[];
  readonly risk: Receipt['risk'];
};

/** The chain of numbers behind one decision: the contributions of the sources sum to its score. */
export function buildReceipt(input: ReceiptInput): Receipt {
  return {
    symbol: input.symbol,
    at: input.at,
    timeframe: input.timeframe,
    price: input.price,
    sources: contributions(input.sources, input.weights, input.method).map(({ source, weight, contribution }) => ({
      // Without a share of its own it is one of the strategies.
      group: source.group === 'learned' && input.weights.learned === 0 ? 'strategies' : source.group,
      name: source.name,
      score: source.score,
      confidence: source.confidence,
      weight,
      contribution,
      says: [...input.says(source)],
    })),
    score: input.score,
    confidence: input.confidence,
    alignment: {
      value: input.alignment,
      frames: input.frames.map(({ timeframe, score }) => ({ timeframe, score: Number.isNaN(score) ? null : score })),
    },
    opportunity: input.opportunity,
    ...(input.market === undefined ? {} : { market: input.market }),
    absent: [...input.absent],
    gates: [...input.gates],
    risk: input.risk,
  };
}
