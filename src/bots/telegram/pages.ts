import { wholeUnits } from './text.ts';

/** Pieces of a line of at most `limit` units, broken at the last space where there is one, never inside a character. */
function pieces(line: string, limit: number): readonly string[] {
  const found: string[] = [];
  let left = line;
  while (left.length > limit) {
    const space = left.lastIndexOf(' ', limit);
    const end = space > 0 ? space : wholeUnits(left, limit);
    found.push(left.slice(0, end));
    left = left.slice(space > 0 ? end + 1 : end);
  }
  return [...found, left];
}

/** Lines on as few pages as hold them in order, each of at most `limit` UTF-16 units with its line ends; one page at least. */
export function pagesOf(lines: readonly string[], limit: number): readonly (readonly string[])[] {
  const pages: string[][] = [[]];
  let room = limit;
  for (const line of lines.flatMap((one) => pieces(one, limit))) {
    if (line.length > room) {
      pages.push([]);
      room = limit;
    }
    pages.at(-1)?.push(line);
    room -= line.length + 1;
  }
  return pages;
}
