/** What a text shows when Discord reads it, and what in it is markup. */
export type Shown = { readonly text: string; readonly marks: readonly string[] };

/** Markup that can stand anywhere, the first that fits; a group is what it shows. */
const ANYWHERE: readonly (readonly [string, RegExp])[] = [
  ['code block', /^```(?:[\w+\-.#]*\n)?\n*([^]+?)\n*```/],
  ['time', /^<t:-?\d{1,17}(?::[tTdDfFR])?>/],
  ['mention', /^<(?:@[!&]?|#)\d+>/],
  ['command', /^<\/[^>]+:\d+>/],
  ['emoji', /^<a?:\w+:\d+>/],
  ['emoji', /^:[^\s:]+?(?:::skin-tone-\d)?:/],
  ['everyone', /^@(?:everyone|here)/],
  ['link', /^<?[a-z]+:\/\/[^\s<]+/i],
  ['link', /^\[[^\]]*\]\([^)]*\)/],
  ['code', /^`/],
  ['emphasis', /^[*_]/],
  ['strike', /^~~/],
  ['spoiler', /^\|\|/],
];

/** Markup at the start of a line. */
const STARTING: readonly (readonly [string, RegExp])[] = [
  ['heading', /^ *#{1,3} /],
  ['small', /^ *-# /],
  ['quote', /^ *>(?:>>)? /],
  ['list', /^ *[-*] /],
  ['list', /^ *\d+\. /],
];

/**
 * Reads a text as Discord's clients do: a backslash takes the meaning from what is neither letter, digit nor space. More is
 * called markup than they do: a star or an underscore counts without its partner.
 */
export function readMarkup(source: string): Shown {
  let text = '';
  const marks: string[] = [];
  let at = 0;
  while (at < source.length) {
    const left = source.slice(at);
    if (at === 0 || source[at - 1] === '\n') for (const [name, pattern] of STARTING) if (pattern.test(left)) marks.push(name);
    const escape = /^\\([^0-9A-Za-z\s])/u.exec(left);
    if (escape !== null) {
      text += escape[1] ?? '';
      at += escape[0].length;
      continue;
    }
    const found = ANYWHERE.map(([name, pattern]) => ({ name, match: pattern.exec(left) })).find(({ match }) => match !== null);
    if (found?.match === null || found === undefined) {
      text += source[at] ?? '';
      at += 1;
      continue;
    }
    marks.push(found.name);
    text += found.match[1] ?? found.match[0];
    at += found.match[0].length;
  }
  return { text, marks };
}
