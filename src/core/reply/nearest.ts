/**
 * Edits between two words (insertions, deletions, substitutions and swaps of neighbours), the restricted
 * Damerau-Levenshtein distance: "optimal string alignment". From `enough` on it is not worked out to its end: `enough` then.
 */
function distance(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) >= enough) return enough;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  let leastAbove = 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      row.push(edits);
      if (edits < least) least = edits;
    }
    // What follows is built on this row, or by a swap on the one above.
    if (least >= enough && leastAbove + 1 >= enough) return enough;
    before = above;
    above = row;
    leastAbove = least;
  }
  return Math.min(above[b.length] ?? 0, enough);
}

/**
 * The name a misspelt word most likely meant, letter case aside: within a third of its length in edits (at least one), or the
 * one name that it begins. Undefined when nothing is near; ties go to the name that it begins, then to the one that comes first.
 */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const name of names) {
    const edits = distance(typed, name.toLowerCase(), fewest + 1);
    const isTie = edits === fewest && best !== undefined && name.toLowerCase().startsWith(typed);
    if (edits < fewest || isTie) [best, fewest] = [name, edits];
  }
  if (best !== undefined || typed.length < 2) return best;
  const begun = names.filter((name) => name.toLowerCase().startsWith(typed));
  return begun.length === 1 ? begun[0] : undefined;
}
