import type { Settings } from '../facts/settings.ts';

export type SourceGroup = 'strategies' | 'divergence' | 'levels' | 'learned';

/**
 * One voice of the composite. A reader keeps these and overwrites score and confidence bar after bar; NaN in either, or a weight
 * of 0, means that the source is absent. A neutral source has score 0 and is present.
 */
export type Source = {
  readonly group: SourceGroup;
  readonly name: string;
  /** -1 (sell) .. 1 (buy). */
  score: number;
  /** 0..1, the source's own. */
  confidence: number;
  /** Weight within its group, any scale. */
  weight: number;
};

export type Composite = {
  score: number;
  confidence: number;
  /** How many sources are present; 0 where none of them has a say, and then the composite says nothing. */
  present: number;
};

export type GroupWeights = Settings['signal']['weights'];
export type CompositeMethod = Settings['signal']['method'];

const isPresent = (source: Source): boolean =>
  source.weight > 0 && !Number.isNaN(source.score) && !Number.isNaN(source.confidence);

const bound = (value: number, low: number): number => (value < low ? low : value > 1 ? 1 : value);

/**
 * Weight of a source in the whole per unit of its own weight, by group; groups without a present source give their share to the others.
 * Divergences and levels are context: where no strategy has a say, and no learned voice, they have none either.
 */
type Scale = { strategies: number; divergence: number; levels: number; learned: number };

function scaleInto(scale: Scale, sources: readonly Source[], weights: GroupWeights): void {
  let strategies = 0;
  let divergence = 0;
  let levels = 0;
  let learned = 0;
  for (const source of sources) {
    if (!isPresent(source)) continue;
    // Without a share of its own the learned voice is one strategy among the others.
    if (source.group === 'strategies' || (source.group === 'learned' && weights.learned === 0)) strategies += source.weight;
    else if (source.group === 'divergence') divergence += source.weight;
    else if (source.group === 'levels') levels += source.weight;
    else learned += source.weight;
  }
  if (learned === 0 && (strategies === 0 || weights.strategies === 0)) {
    scale.strategies = 0;
    scale.divergence = 0;
    scale.levels = 0;
    scale.learned = 0;
    return;
  }
  const total =
    (strategies > 0 ? weights.strategies : 0) + (divergence > 0 ? weights.divergence : 0) + (levels > 0 ? weights.levels : 0);
  const share = learned > 0 ? (total > 0 ? weights.learned : 1) : 0;
  const rest = total > 0 ? 1 - share : 0;
  scale.strategies = strategies > 0 && total > 0 ? (weights.strategies / total / strategies) * rest : 0;
  scale.divergence = divergence > 0 && total > 0 ? (weights.divergence / total / divergence) * rest : 0;
  scale.levels = levels > 0 && total > 0 ? (weights.levels / total / levels) * rest : 0;
  scale.learned = learned > 0 ? share / learned : scale.strategies;
}

/** Spelled out: a property looked up by a changing name is several times slower in the loop over every bar. */
const scaleOf = (scale: Scale, group: SourceGroup): number =>
  group === 'strategies'
    ? scale.strategies
    : group === 'divergence'
      ? scale.divergence
      : group === 'levels'
        ? scale.levels
        : scale.learned;

/** The side that a method lets speak: 1 or -1 for that side's sources alone, 0 for none, NaN for all of them. */
function speaking(sources: readonly Source[], method: CompositeMethod): number {
  if (method === 'weighted') return Number.NaN;
  let buys = 0;
  let sells = 0;
  for (const source of sources) {
    if (!isPresent(source)) continue;
    if (source.score > 0) buys += 1;
    else if (source.score < 0) sells += 1;
  }
  if (method === 'unanimous') return buys > 0 && sells > 0 ? 0 : Number.NaN;
  return Math.sign(buys - sells);
}

const scratch: Scale = { strategies: 0, divergence: 0, levels: 0, learned: 0 };

/**
 * The composite of the sources, written into `into` when it is given so that a hot loop allocates nothing.
 *
 * Weights: those of the groups present are renormalised to 1, and within a group those of its present sources. A learned voice that is
 * present takes its share of the whole (0.3) and leaves the rest (0.7) to the others; with a share of 0 it is one of the strategies.
 * `weighted`: score = sum of w s. `majority`: only the side with more sources speaks (neutral ones abstain, a tie is 0).
 * `unanimous`: 0 as soon as two sources contradict each other. Confidence is |sum of w c s| / sum of w |s| over all present
 * sources whatever the method, 0 when every one is neutral: agreement, weighed by each source's own confidence.
 */
export function composite(
  sources: readonly Source[],
  weights: GroupWeights,
  method: CompositeMethod,
  into: Composite = { score: 0, confidence: 0, present: 0 },
): Composite {
  scaleInto(scratch, sources, weights);
  const side = speaking(sources, method);
  let score = 0;
  let agreed = 0;
  let spoken = 0;
  let present = 0;
  for (const source of sources) {
    if (!isPresent(source)) continue;
    const weighed = scaleOf(scratch, source.group) * source.weight * bound(source.score, -1);
    present += 1;
    if (side * weighed > 0 || Number.isNaN(side)) score += weighed;
    agreed += weighed * bound(source.confidence, 0);
    spoken += Math.abs(weighed);
  }
  into.score = bound(score, -1);
  into.confidence = spoken > 0 ? bound(Math.abs(agreed) / spoken, 0) : 0;
  into.present = scratch.strategies > 0 || scratch.learned > 0 ? present : 0;
  return into;
}

/** A present source's part in the whole: `weight` is its share after renormalising, and the contributions sum to the score. */
export type Contribution = { readonly source: Source; readonly weight: number; readonly contribution: number };

/** The composite taken apart, for the receipt; absent sources are left out. */
export function contributions(
  sources: readonly Source[],
  weights: GroupWeights,
  method: CompositeMethod,
): readonly Contribution[] {
  const scale: Scale = { strategies: 0, divergence: 0, levels: 0, learned: 0 };
  scaleInto(scale, sources, weights);
  const side = speaking(sources, method);
  return sources.filter(isPresent).map((source) => {
    const weight = scaleOf(scale, source.group) * source.weight;
    const weighed = weight * bound(source.score, -1);
    return { source, weight, contribution: side * weighed > 0 || Number.isNaN(side) ? weighed : 0 };
  });
}
