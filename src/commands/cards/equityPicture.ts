import { returnsOf } from '../../core/ledger/metrics/equityCurve.ts';
import type { EquityPoint } from '../../core/ledger/metrics/metric.ts';
import type { EquityPicture } from '../../core/picture.ts';

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
