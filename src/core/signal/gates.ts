import { numberText, shareText } from '../reply/format.ts';
import { durationText } from '../time.ts';
import { agreeingGate, coolDownGate, MARKET_GATES } from './chosenGates.ts';
import type { Gate, GateInput, GateRule, Need } from './gate.ts';

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

function warmupShown(needs: readonly Need[]): Pick<Gate, 'value' | 'threshold' | 'says'> {
  const lacking = needs.filter((need) => need.has < need.needs);
  const worst = [...(lacking.length > 0 ? lacking : needs)].sort((a, b) => b.needs - b.has - (a.needs - a.has))[0];
  return {
    value: worst?.has ?? 0,
    threshold: worst?.needs ?? 0,
    says:
      lacking.length === 0
        ? 'every strategy has the candles it needs'
        : lacking.map((need) => `${need.name} needs ${need.needs}, has ${need.has}`).join('; '),
  };
}

const spreadOf = ({ spread }: GateInput): number => spread ?? Number.NaN;
const mayOpen = ({ kind, score }: GateInput): boolean => kind === 'perpetual' || score >= 0;

/** In their order. Score and confidence must lie above their threshold, alignment at or above it, data age and spread at or below. */
const RULES: readonly GateRule[] = [
  {
    name: 'allowed',
    pass: ({ allowed }) => allowed.allowed,
    shown: ({ allowed }) => ({ value: allowed.allowed ? 1 : 0, threshold: 1, says: allowed.says }),
  },
  { name: 'warm-up', pass: ({ warm }) => warm, shown: ({ needs }) => warmupShown(needs()) },
  {
    name: 'fresh data',
    pass: ({ dataAge, maxDataAge }) => dataAge <= maxDataAge,
    shown: ({ dataAge, maxDataAge }) => ({
      value: known(dataAge),
      threshold: maxDataAge,
      says: `newest candle closed ${durationText(dataAge)} ago, at most ${durationText(maxDataAge)}`,
    }),
  },
  {
    name: 'spread',
    pass: (input) => spreadOf(input) <= input.settings.universe.maxSpread,
    shown: (input) => {
      const spread = spreadOf(input);
      const { maxSpread } = input.settings.universe;
      const says = Number.isNaN(spread) ? 'no quote' : `${shareText(spread, false, 3)}, at most ${shareText(maxSpread)}`;
      return { value: known(spread), threshold: maxSpread, says };
    },
  },
  ...MARKET_GATES,
  {
    name: 'score',
    pass: ({ score, settings }) => Math.abs(score) > settings.signal.score,
    shown: ({ score, needs, settings: { signal } }) => ({
      value: known(Math.abs(score)),
      threshold: signal.score,
      says:
        needs().length === 0
          ? 'no strategy is on; levels and divergences found are no vote of their own'
          : `|${numberText(score, 2, true)}| must be above ${numberText(signal.score, 2)}`,
    }),
  },
  {
    name: 'confidence',
    pass: ({ confidence, settings }) => confidence > settings.signal.confidence,
    shown: ({ confidence, settings: { signal } }) => ({
      value: known(confidence),
      threshold: signal.confidence,
      says: `${numberText(confidence, 2)} must be above ${numberText(signal.confidence, 2)}`,
    }),
  },
  agreeingGate,
  {
    name: 'alignment',
    pass: ({ alignment, settings }) => alignment >= settings.signal.alignment,
    shown: ({ alignment, settings: { signal } }) => ({
      value: known(alignment),
      threshold: signal.alignment,
      says: `timeframes agree ${numberText(alignment, 2, true)}, at least ${numberText(signal.alignment, 2, true)}`,
    }),
  },
  {
    name: 'direction',
    pass: mayOpen,
    shown: (input) => ({
      value: known(input.score),
      threshold: input.kind === 'spot' ? 0 : -1,
      says: mayOpen(input) ? (input.score < 0 ? 'short, on a perpetual' : 'long') : 'a negative score opens nothing on spot',
    }),
  },
  coolDownGate,
];

const stands = ({ on }: GateRule, input: GateInput): boolean => on?.(input) ?? true;

/** Every gate in its order, all of them evaluated whether or not an earlier one stopped the symbol, each with its words. */
export const gates = (input: GateInput): readonly Gate[] =>
  RULES.filter((rule) => stands(rule, input)).map(({ name, pass, shown }) => {
    const { value, threshold, says } = shown(input);
    return { name, value, threshold, pass: pass(input), says };
  });

/** Name of the first gate that does not let pass; makes no words. */
export const blockedBy = (input: GateInput): string | undefined =>
  RULES.find((rule) => stands(rule, input) && !rule.pass(input))?.name;

/** Name of the first gate of the market itself that does not let pass: what a pair is held to besides its own spread. */
export const marketBlocks = (input: GateInput): string | undefined =>
  MARKET_GATES.find((rule) => stands(rule, input) && !rule.pass(input))?.name;
