import { drawdownsOf, type EquityStretch } from '../../core/analytics/equityStretch.ts';
import type { Read } from '../../core/desk/read.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import type { EquityPicture } from '../../core/reply/picture.ts';
import type { Ms } from '../../core/time.ts';

/** More points than this no line can show: two of each stretch are kept. */
const MOST_STRETCHES = 400;

/** Where equity began, and of each stretch its end with its deepest fall below the highest before it, as a fraction below zero. */
function withDrawdown(curve: readonly EquityStretch[]): EquityPicture['points'] {
  const [first] = curve;
  if (first === undefined) return [];
  const drawdowns = drawdownsOf(curve);
  const ends = curve.map(({ at, equity }, i) => ({ at, equity, drawdown: 0 - (drawdowns[i] ?? 0) }));
  const begin = { at: first.from, equity: first.open, drawdown: 0 };
  return first.from < first.at ? [begin, ...ends] : ends;
}

/** Of every stretch of a long curve its deepest point and its last, so that no drawdown is smoothed away. */
export function equityPoints(curve: readonly EquityStretch[]): EquityPicture['points'] {
  const points = withDrawdown(curve);
  const length = Math.ceil(points.length / MOST_STRETCHES);
  if (length <= 2) return points;
  const kept: EquityPicture['points'][number][] = points.slice(0, 1);
  for (let from = 1; from < points.length; from += length) {
    const stretch = points.slice(from, from + length);
    const deepest = stretch.reduce((low, point) => (point.drawdown < low.drawdown ? point : low));
    const last = stretch.at(-1) ?? deepest;
    kept.push(...(deepest === last ? [last] : [deepest, last]));
  }
  return kept;
}

/** The equity of a stretch as it was recorded; undefined where there are no two points of it. */
export async function equityPicture(
  desk: Read,
  { title, from, to }: { readonly title: string; readonly from: Ms; readonly to: Ms },
): Promise<EquityPicture | undefined> {
  const points = equityPoints(await desk.queries.equity(from, to));
  return points.length < 2 ? undefined : { kind: 'equity', title, label: desk.label, currency: currencyOf(desk), points };
}
