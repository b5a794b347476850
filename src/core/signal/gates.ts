import type { Receipt } from '../facts/receipt.ts';
import type { Settings } from '../facts/settings.ts';
import { numberText, shareText } from '../reply/format.ts';
import { durationText, type Ms } from '../time.ts';

export type Gate = Receipt['gates'][number];

/** Bars that a strategy needs before its first value, and how many its series has. */
export type Need = { readonly name: string; readonly needs: number; readonly has: number };

/** What stands between a composite and a plan; everything is as of the instant. */
export type GateInput = {
  readonly score: number;
  readonly confidence: number;
  readonly alignment: number;
  /** Every strategy that is on, on the decision timeframe. */
  readonly needs: readonly Need[];
  /** Age of the newest closed decision candle: 0 when it closed at this very instant. */
  readonly dataAge: Ms;
  /** Data older than this decide nothing. */
  readonly maxDataAge: Ms;
  /** Fraction of the price; 0 in a market of bars, undefined without a quote. */
  readonly spread: number | undefined;
  readonly kind: 'spot' | 'perpetual';
  /** Whether people allow this symbol, and who said otherwise. */
  readonly allowed: { readonly allowed: boolean; readonly says: string };
  readonly settings: Pick<Settings, 'signal' | 'universe'>;
};

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

function warmup(needs: readonly Need[]): Gate {
  const lacking = needs.filter((need) => need.has < need.needs);
  const worst = [...(lacking.length > 0 ? lacking : needs)].sort((a, b) => b.needs - b.has - (a.needs - a.has))[0];
  return {
    name: 'warm-up',
    value: worst?.has ?? 0,
    threshold: worst?.needs ?? 0,
    pass: lacking.length === 0,
    says:
      lacking.length === 0
        ? 'every strategy has the candles it needs'
        : lacking.map((need) => `${need.name} needs ${need.needs}, has ${need.has}`).join('; '),
  };
}

const direction = (score: number, kind: GateInput['kind']): Gate => {
  const possible = kind === 'perpetual' || score >= 0;
  return {
    name: 'direction',
    value: known(score),
    threshold: kind === 'spot' ? 0 : -1,
    pass: possible,
    says: possible ? (score < 0 ? 'short, on a perpetual' : 'long') : 'a negative score opens nothing on spot',
  };
};

/**
 * Every gate in its order, all of them evaluated whether or not an earlier one stopped the symbol. The number that would have
 * passed is the threshold: score and confidence must lie above theirs, alignment at or above it, data age and spread at or below.
 */
export function gates(input: GateInput): readonly Gate[] {
  const { signal, universe } = input.settings;
  const strength = Math.abs(input.score);
  const spread = input.spread ?? Number.NaN;
  return [
    {
      name: 'allowed',
      value: input.allowed.allowed ? 1 : 0,
      threshold: 1,
      pass: input.allowed.allowed,
      says: input.allowed.says,
    },
    warmup(input.needs),
    {
      name: 'fresh data',
      value: known(input.dataAge),
      threshold: input.maxDataAge,
      pass: input.dataAge <= input.maxDataAge,
      says: `newest candle closed ${durationText(input.dataAge)} ago, at most ${durationText(input.maxDataAge)}`,
    },
    {
      name: 'spread',
      value: known(spread),
      threshold: universe.maxSpread,
      pass: spread <= universe.maxSpread,
      says: Number.isNaN(spread) ? 'no quote' : `${shareText(spread, false, 3)}, at most ${shareText(universe.maxSpread)}`,
    },
    {
      name: 'score',
      value: known(strength),
      threshold: signal.score,
      pass: strength > signal.score,
      says: `|${numberText(input.score, 2, true)}| must be above ${numberText(signal.score, 2)}`,
    },
    {
      name: 'confidence',
      value: known(input.confidence),
      threshold: signal.confidence,
      pass: input.confidence > signal.confidence,
      says: `${numberText(input.confidence, 2)} must be above ${numberText(signal.confidence, 2)}`,
    },
    {
      name: 'alignment',
      value: known(input.alignment),
      threshold: signal.alignment,
      pass: input.alignment >= signal.alignment,
      says: `timeframes agree ${numberText(input.alignment, 2, true)}, at least ${numberText(signal.alignment, 2, true)}`,
    },
    direction(input.score, input.kind),
  ];
}

/** Name of the first gate that did not pass. */
export const blockedBy = (all: readonly Gate[]): string | undefined => all.find((gate) => !gate.pass)?.name;
