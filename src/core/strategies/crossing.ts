import type { Column, ReadonlyColumn } from '../market/candles.ts';
import { unit } from './grade.ts';

/** What a crossing is judged by, all as columns of one series. */
type Lines = {
  readonly fast: ReadonlyColumn;
  readonly slow: ReadonlyColumn;
  /** Closes of the series, by which rounding is told from a distance. */
  readonly price: ReadonlyColumn;
  /** Average true range, the measure of every distance. */
  readonly range: ReadonlyColumn;
};

/** Bars over which a crossing fades from a full vote to half a vote. */
export const FRESH = 10;
/** Average true ranges between the lines that count as wide apart, and per bar of the slow line that count as steep. */
const APART = 1;
const STEEP = 0.1;

/** Lines that differ by less than this, of the price, lie on each other: of a price that never moves, only rounding parts them. */
const LEVEL = 1e-12;

/** Which side of the slow line the fast one lies on: 1 above, -1 below, 0 on it; NaN before both are there. */
function sideOf({ fast, slow, price }: Lines, i: number): number {
  const apart = fast.at(i) - slow.at(i);
  return Math.abs(apart) <= LEVEL * Math.abs(price.at(i)) ? 0 : Math.sign(apart);
}

/** Bars since the fast line crossed the slow one, 0 at the crossing itself; at most FRESH. */
export function crossedAgo(lines: Lines, i: number): number {
  const above = sideOf(lines, i) > 0;
  for (let k = 0; k < FRESH; k++) if (sideOf(lines, i - k - 1) > 0 !== above) return k;
  return FRESH;
}

/**
 * Votes on the side on which the fast line lies: in full at the crossing, half from FRESH bars later on. Confidence is the mean of how
 * far the lines lie apart and how steeply the slow one runs that way, both in average true ranges.
 */
export function advanceCrossing(
  lines: Lines,
  warm: number,
  out: Readonly<Record<'score' | 'confidence', Column>>,
): (from: number, to: number) => void {
  const { fast, slow, range } = lines;
  return (from, to) => {
    for (let i = from; i < to; i++) {
      const apart = fast.at(i) - slow.at(i);
      const size = range.at(i);
      if (i < warm || Number.isNaN(apart) || Number.isNaN(size)) {
        out.score.set(i, Number.NaN);
        out.confidence.set(i, Number.NaN);
        continue;
      }
      const side = sideOf(lines, i);
      const steep = (side * (slow.at(i) - slow.at(i - FRESH))) / FRESH;
      out.score.set(i, side * (1 - (0.5 * crossedAgo(lines, i)) / FRESH));
      out.confidence.set(i, (unit(Math.abs(apart) / (APART * size)) + unit(steep / (STEEP * size))) / 2);
    }
  };
}
