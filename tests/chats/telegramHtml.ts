/** A stretch of a text with a meaning, in UTF-16 units as the Bot API counts them. */
export type Entity = { readonly type: string; readonly offset: number; readonly length: number; readonly url?: string };

const TYPES: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
};
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const decode = (text: string): string =>
  text.replace(/&(?:(lt|gt|amp|quot)|#(\d+));/g, (whole, name, code) =>
    code === undefined ? (NAMED[name] ?? whole) : String.fromCodePoint(Number(code)),
  );

/** Reads HTML parse mode as the Bot API does, and throws with its own words where it would not. */
export function parseHtml(html: string): { readonly text: string; readonly entities: readonly Entity[] } {
  const open: { readonly tag: string; readonly at: number; readonly url: string | undefined }[] = [];
  const entities: Entity[] = [];
  let text = '';
  let at = 0;
  const fail = (says: string): never => {
    throw new Error(`can't parse entities: ${says} at byte offset ${Buffer.byteLength(html.slice(0, at))}`);
  };
  while (at < html.length) {
    if (html[at] !== '<') {
      const next = html.indexOf('<', at);
      const end = next < 0 ? html.length : next;
      text += decode(html.slice(at, end));
      at = end;
      continue;
    }
    const close = html.indexOf('>', at);
    if (close < 0) return fail('Unclosed start tag');
    const inside = html.slice(at + 1, close);
    if (inside.startsWith('/')) {
      const begun = open.pop();
      if (begun === undefined) return fail('Unexpected end tag');
      if (begun.tag !== inside.slice(1)) return fail(`Unmatched end tag, expected "</${begun.tag}>", found "<${inside}>"`);
      const { tag, url, at: offset } = begun;
      const length = text.length - offset;
      if (length > 0) entities.push({ type: TYPES[tag] ?? '', offset, length, ...(url === undefined ? {} : { url }) });
    } else {
      const [, tag = '', attributes = ''] = /^([\w-]*)(.*)$/s.exec(inside) ?? [];
      if (TYPES[tag] === undefined) return fail(`Unsupported start tag "${tag}"`);
      if (attributes !== '' && tag !== 'a') return fail('Unexpected end of name token');
      open.push({ tag, at: text.length, url: /^ href="([^"]*)"$/.exec(attributes)?.[1] });
    }
    at = close + 1;
  }
  const left = open.pop();
  if (left !== undefined) return fail(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset) };
}
