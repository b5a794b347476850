/** A text with its Telegram HTML and what it reads as; the limits count the latter, in UTF-16 units. */
export type Marked = { readonly html: string; readonly plain: string };

/** Text that HTML parse mode takes for nothing but itself. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** How many of the first `limit` UTF-16 units hold whole characters. */
export function wholeUnits(text: string, limit: number): number {
  const last = text.charCodeAt(limit - 1);
  return limit < text.length && last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
}

/** The beginning of a text that is longer than `limit` units, with an ellipsis. */
export const clip = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, wholeUnits(text, limit - 1))}…`;

/** Telegram sends any /word at a tap: what stops the desk is printed as code, which a tap only copies. */
const UNTAPPABLE = /(?<![\w/])(\/panic(?: now)?)(?!\w)/;

/** One line with its markup. Code may not stand inside bold, so bold ends before it and begins again after. */
export function markLine(text: string, bold = false): Marked {
  const parts = text.split(UNTAPPABLE).map((part, i) => {
    if (part === '') return '';
    const safe = escapeHtml(part);
    if (i % 2 === 1) return `<code>${safe}</code>`;
    return bold ? `<b>${safe}</b>` : safe;
  });
  return { html: parts.join(''), plain: text };
}

/** One line that is copied by a tap. */
export const copyLine = (text: string): Marked => ({ html: `<code>${escapeHtml(text)}</code>`, plain: text });

/** Lines below each other. */
export const joinLines = (lines: readonly Marked[]): Marked => ({
  html: lines.map(({ html }) => html).join('\n'),
  plain: lines.map(({ plain }) => plain).join('\n'),
});
