/** A rectangle in pixels, y downwards. */
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/**
 * Heights for things of equal size that want to sit at the given ones, ascending: as near as can be in least squares without two
 * of them overlapping or one leaving [top, bottom]. Isotonic regression by pooling adjacent violators (Barlow et al., 1972) on
 * the heights less the room that those above take. What asks for more room than there is begins at `top` and runs over.
 */
export function spread(wanted: readonly number[], size: number, top: number, bottom: number): readonly number[] {
  const pools: { sum: number; count: number }[] = [];
  wanted.forEach((y, i) => {
    pools.push({ sum: y - i * size, count: 1 });
    for (;;) {
      const [above, below] = pools.slice(-2);
      if (above === undefined || below === undefined || above.sum / above.count <= below.sum / below.count) break;
      pools.splice(-2, 2, { sum: above.sum + below.sum, count: above.count + below.count });
    }
  });
  const first = top + size / 2;
  const last = Math.max(first, bottom - size / 2 - (wanted.length - 1) * size);
  return pools
    .flatMap(({ sum, count }) => Array.from({ length: count }, () => Math.min(last, Math.max(first, sum / count))))
    .map((y, i) => y + i * size);
}

const overlaps = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** What a label may not cover at all, and what it should rather not. */
export type Obstacles = { readonly hard: readonly Box[]; readonly soft: readonly Box[] };

/** Of some places for a label the first of those that cover least; undefined where each covers something it may not or lies outside. */
export function freePlace(places: readonly Box[], { hard, soft }: Obstacles, inside: Box): Box | undefined {
  let best: { readonly place: Box; readonly covers: number } | undefined;
  for (const place of places) {
    const within =
      place.left >= inside.left && place.right <= inside.right && place.top >= inside.top && place.bottom <= inside.bottom;
    if (!within || hard.some((box) => overlaps(place, box))) continue;
    const covers = soft.filter((box) => overlaps(place, box)).length;
    if (best === undefined || covers < best.covers) best = { place, covers };
  }
  return best?.place;
}
