/** Values on a vertical stretch of pixels: `low` lies at `bottom`, `high` at `top`. */
export type Scale = {
  readonly low: number;
  readonly high: number;
  readonly top: number;
  readonly bottom: number;
  y(value: number): number;
};

export function scaleOf({ low, high }: PriceRange, top: number, bottom: number): Scale {
  return { low, high, top, bottom, y: (value) => bottom - ((value - low) / (high - low)) * (bottom - top) };
}

export type PriceRange = { readonly low: number; readonly high: number };

/** Smallest range that holds all finite values, undefined where there are none. */
export function rangeOf(values: Iterable<number>): PriceRange | undefined {
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
export function padded({ low, high }: PriceRange, share: number, least: number): PriceRange {
  const air = Math.max((high - low) * share, high - low > 0 ? 0 : least);
  return { low: low - air, high: high + air };
}

/** Steps that people count in. */
const STEPS = [1, 2, 2.5, 5, 10];

/** Round values inside a range, at most `most` of them and no closer than `least` apart. */
export function roundValues({ low, high }: PriceRange, most: number, least: number): readonly number[] {
  const rough = Math.max((high - low) / most, least);
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((factor) => factor * power >= rough * 0.999) ?? 10);
  const values: number[] = [];
  // A hair of tolerance: 10.2 is 102 steps of 0.1, whatever binary fractions make of it.
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  for (let k = first; k <= last && values.length <= most; k++) values.push(Number((k * step).toPrecision(12)));
  return values;
}

/** Decimals with which values that lie a step apart are told from each other: 2.5 needs one, 250 none. */
export function decimalsFor(step: number): number {
  for (let digits = 0; digits < 8; digits++)
    if (Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) < 1e-6) return digits;
  return 8;
}
