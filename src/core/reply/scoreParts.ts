import { fromNumber, toNumber } from '../money.ts';
import { partsInSteps } from './format.ts';

const HUNDREDTH = fromNumber(0.01);

/**
 * Parts of a score, -1 to 1, as they are printed with two decimals: rounded so that they add up to the score as `numberText` prints it.
 * They must add up to `score`.
 */
export const scoreParts = (score: number, parts: readonly number[]): readonly number[] =>
  partsInSteps(
    fromNumber(Number(score.toFixed(2))),
    parts.map((part) => fromNumber(part)),
    HUNDREDTH,
  ).map(toNumber);
