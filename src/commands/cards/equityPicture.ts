import { equityCurve, returnsOf } from '../../core/analytics/equityCurve.ts';
import type { EquityPoint } from '../../core/analytics/metric.ts';
import type { Read } from '../../core/desk/read.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import type { EquityPicture } from '../../core/reply/picture.ts';
import type { Ms } from '../../core/time.ts';

/** More points than this no line can show: two of each stretch are kept. */
const MOST_STRETCHES = 400;

/** Each point with its fall below the highest before it, as a fraction of that; deposits and withdrawals make neither. */
function withDrawdown(curve: readonly EquityPoint[]): EquityPicture['points'] {
  let value = 1;
  let peak = 1;
  const returns = returnsOf(curve);
  return curve.map(({ at, equity }, i) => {
    value *= 1 + (i === 0 ? 0 : (returns[i - 1] ?? 0));
    peak = Math.max(peak, value);
    return { at, equity, drawdown: value / peak - 1 };
  });
}

/** Of every stretch of a long curve its deepest point and its last, so that no drawdown is smoothed away. */
export function equityPoints(curve: readonly EquityPoint[]): EquityPicture['points'] {
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

/** Instants of a week, were there one a minute. */
const MOST_INSTANTS = 20_000;

/** The equity of a stretch, at most a week, as it was recorded; undefined where there are no two points of it. */
export async function equityPicture(
  desk: Read,
  { title, from, to }: { readonly title: string; readonly from: Ms; readonly to: Ms },
): Promise<EquityPicture | undefined> {
  const rows = await desk.history({ types: ['instant', 'funded'], limit: MOST_INSTANTS, from, to });
  const events = rows.map(({ event }) => event);
  const points = equityPoints(equityCurve(events.toReversed()));
  return points.length < 2 ? undefined : { kind: 'equity', title, label: desk.label, currency: currencyOf(desk), points };
}
