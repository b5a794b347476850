/**
 * The words of a typed line. A quote at the start of a word takes everything to its partner as one word; one without a
 * partner, and the apostrophe inside a word, stand for themselves.
 */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [, double, single, bare] of line.matchAll(/"([^"]*)"(?=\s|$)|'([^']*)'(?=\s|$)|(\S+)/g))
    words.push(double ?? single ?? bare ?? '');
  return words;
}
