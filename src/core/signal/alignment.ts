/** Composites nearer to 0 than this say nothing about a direction. */
const NEUTRAL = 0.05;

/**
 * How far the timeframes agree with a decision, -1..1: the mean over those present of +1 for the decision's sign, -1 for the
 * other one and 0 for a neutral one. The decision's own timeframe is one of them, so that a single timeframe agrees with itself.
 * NaN marks an absent timeframe, which is left out; a neutral decision has alignment 0.
 */
export function alignment(decision: number, frames: ArrayLike<number>): number {
  if (!(Math.abs(decision) >= NEUTRAL)) return 0;
  let sum = 0;
  let present = 0;
  for (let f = 0; f < frames.length; f++) {
    const score = frames[f] ?? Number.NaN;
    if (Number.isNaN(score)) continue;
    present += 1;
    if (Math.abs(score) >= NEUTRAL) sum += Math.sign(score) * Math.sign(decision);
  }
  return present === 0 ? 0 : sum / present;
}
