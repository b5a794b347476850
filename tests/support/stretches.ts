import {
  beginStretch,
  type EquityPoint,
  type EquityStretch,
  extendStretch,
  startOf,
} from '../../src/core/analytics/equityStretch.ts';
import type { Ms } from '../../src/core/time.ts';

/** Points in stretches of a length, the first point being where equity began. */
export function stretchesOf(points: readonly EquityPoint[], length: Ms): readonly EquityStretch[] {
  const stretches: EquityStretch[] = [];
  for (const point of points) {
    const start = startOf(point.at, length);
    const last = stretches.at(-1);
    if (last === undefined) stretches.push(beginStretch(start, point));
    else if (last.start === start) stretches.splice(-1, 1, extendStretch(last, point, 0));
    else stretches.push(extendStretch(beginStretch(start, last), point, 0));
  }
  return stretches;
}
