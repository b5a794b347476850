/** Values on a vertical stretch of pixels: `low` lies at `bottom`, `high` at `top`. */
export type Scale = {
  readonly low: number;
  readonly high: number;
  readonly top: number;
  readonly bottom: number;
  y(value: number): number;
};

export function scaleOf({ low, high }: Range, top: number, bottom: number): Scale {
  return { low, high, top, bottom, y: (value) => bottom - ((value - low) / (high - low)) * (bottom - top) };
}

export type Range = { readonly low: number; readonly high: number };

/** Smallest range that holds all finite values, undefined where there are none. */
export function rangeOf(values: Iterable<number>): Range | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? { low, high } : undefined;
}

/** A range with air above and below, as a share of its height; one without height gets at least `least` on each side. */
export function padded({ low, high }: Range, share: number, least: number): Range {
  const air = Math.max((high - low) * share, high - low > 0 ? 0 : least);
  return { low: low - air, high: high + air };
}

/** Steps that people count in. */
const STEPS = [1, 2, 2.5, 5, 10];

/** Round values inside a range, at most `most` of them and no closer than `least` apart. */
export function roundValues({ low, high }: Range, most: number, least: number): readonly number[] {
  const rough = Math.max((high - low) / most, least);
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((factor) => factor * power >= rough * 0.999) ?? 10);
  const values: number[] = [];
  for (let k = Math.ceil(low / step); k * step <= high && values.length < most + 1; k++) values.push(k * step);
  return values;
}
