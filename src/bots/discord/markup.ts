/**
 * What Discord reads as markup: emphasis, code, spoilers, quotes, headings, lists, links, mentions, times and emoji by name.
 * A backslash before a character that is neither letter, digit nor space takes its meaning away.
 */
const MARKUP = /[\\*_~`|<>#[\]@]|-(?=[\s#]|$)|:(?=[\w+~-]+:|\/\/)|(?<=\d)\.(?=\s|$)/g;

/** Text that shows as it is. */
export const escaped = (text: string): string => text.replace(MARKUP, '\\$&');

/** The latest place at or before `limit` where escaped text can be cut: not after a backslash, not inside a character. */
function cutAt(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  let at = limit;
  if (/[\uDC00-\uDFFF]/.test(text[at] ?? '')) at -= 1;
  const backslashes = /\\*$/.exec(text.slice(0, at))?.[0].length ?? 0;
  return at - (backslashes % 2);
}

/** Escaped text in pieces of at most `limit` UTF-16 units, cut at a space where one is near the end. */
export function pieces(text: string, limit: number): readonly string[] {
  const found: string[] = [];
  let left = text;
  while (left.length > limit) {
    const end = cutAt(left, limit);
    const space = left.lastIndexOf(' ', end);
    const at = space > limit / 2 ? space : end;
    found.push(left.slice(0, at));
    left = left.slice(space > limit / 2 ? at + 1 : at);
  }
  return [...found, left];
}

/** Escaped text that ends in … where it was longer than `limit` UTF-16 units. */
export const clipped = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, cutAt(text, limit - 1))}…`;

/** Plain text, such as a button's label, that ends in … where it was longer than `limit` UTF-16 units; never empty. */
export function short(text: string, limit: number): string {
  const trimmed = text.trim();
  if (trimmed.length <= limit) return trimmed === '' ? '·' : trimmed;
  const cut = trimmed.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
