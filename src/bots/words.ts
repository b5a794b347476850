/** A line in which a figure is one word: no blank before its `½` or its `%`, none that cannot break between its thousands. */
const figuresWhole = (line: string): string =>
  line
    .replace(/(?<=(?:^|\s)[^\s\d]?[\d.,]*\d)\s+(?=[½¼¾⅕-⅘⅛-⅞])/g, '')
    .replace(/(?<=[\d½¼¾⅕-⅘⅛-⅞])\s+(?=[%％٪](\s|$))/g, '')
    .replace(/(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))/g, '');

/**
 * The words of a typed line. A quote at the start of a word takes everything to its partner as one word; one without a
 * partner, and the apostrophe inside a word, stand for themselves.
 */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [, double, single, bare] of figuresWhole(line).matchAll(/"([^"]*)"(?=\s|$)|'([^']*)'(?=\s|$)|(\S+)/g))
    words.push(double ?? single ?? bare ?? '');
  return words;
}

/**
 * The command that a line names, as it was typed but for its slash and the bot's name behind it (`/daily@desk_bot`), and the words
 * behind that.
 */
export function spoken(line: string): { readonly typed: string; readonly words: readonly string[] } {
  const [first = '', ...words] = wordsOf(line.trim());
  return { typed: first.replace(/^\//, '').replace(/(?<=\w)@\w+$/, ''), words };
}

/** A text as one word of a line, whatever is in it; one with both kinds of quotes keeps the single ones. */
export function quoted(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain !== '' && !/\s|^["']/.test(plain)) return plain;
  if (!plain.includes('"')) return `"${plain}"`;
  return plain.includes("'") ? `"${plain.replaceAll('"', "'")}"` : `'${plain}'`;
}
