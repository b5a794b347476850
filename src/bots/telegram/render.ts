import type { Table } from '../../core/reply/reply.ts';
import { cellText, tame } from '../cells.ts';
import type { ChatAccount, Outgoing } from '../chat.ts';
import { headed } from '../modeHeading.ts';
import { pagesOf } from './pages.ts';
import { clip, copyLine, escapeHtml, joinLines, type Marked, markLine } from './text.ts';

/** One message on its way to the Bot API. */
export type MessagePart =
  | { readonly kind: 'text'; readonly body: Marked }
  | { readonly kind: 'photo'; readonly png: Uint8Array; readonly body: Marked }
  | { readonly kind: 'document'; readonly name: string; readonly text: string; readonly body: Marked };

/** Of the Bot API, in UTF-16 units after the markup is read. */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;
/** From here on a text is a file that can be searched, not a pile of messages. */
const MOST_PAGES = 3;
/** A heading that is longer goes on in the text below it. */
const HEADING_LIMIT = 200;
/** How many people one message calls, and how much of a name it shows. */
const MOST_CALLED = 3;
const NAME = 24;
/** What the names that are called, or a page's number, can take besides the text. */
const SPARE = 100;
/** A phone's line. */
const COLUMNS = 48;
const ROWS_SHOWN = 8;

/** What an account is called where it is mentioned. */
export type NameOf = (account: ChatAccount) => string;

/** There are no tables in Telegram: each row is its first cell, then `name value` pairs, in lines that a phone does not break. */
function tableLines(table: Table): readonly string[] {
  return table.rows.flatMap((row) => {
    const pairs = table.columns.map(({ name }, i) => {
      const cell = row[i];
      const value = cell === undefined ? '' : tame(cellText(cell));
      return i === 0 || name === '' || value === '' || value.endsWith(` ${name}`) ? value : `${tame(name)} ${value}`;
    });
    const lines: string[] = [];
    for (const pair of pairs.filter((text) => text !== '')) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + pair.length + 3 <= COLUMNS) lines[lines.length - 1] = `${last} · ${pair}`;
      else lines.push(pair);
    }
    return lines;
  });
}

/** A person who is called gets a notification whatever the chat's settings; the link is by id, the name is for reading. */
function mentionLine(accounts: readonly ChatAccount[], nameOf: NameOf): Marked | undefined {
  const people = accounts
    .flatMap((account) => {
      const id = /^telegram:(\d+)$/.exec(account)?.[1];
      return id === undefined ? [] : [{ id, name: clip(tame(nameOf(account)), NAME) || 'you' }];
    })
    .slice(0, MOST_CALLED);
  if (people.length === 0) return undefined;
  const links = people.map(({ id, name }) => `<a href="tg://user?id=${id}">${escapeHtml(name)}</a>`);
  return { html: `🔔 ${links.join(', ')}`, plain: `🔔 ${people.map(({ name }) => name).join(', ')}` };
}

function contentOf(outgoing: Outgoing, nameOf: NameOf) {
  const { reply, mentions } = outgoing;
  const whole = tame(headed(outgoing, reply.title));
  const heading = clip(whole, HEADING_LIMIT);
  const lines = [
    ...(heading === whole ? [] : [whole]),
    ...reply.lines.map(tame),
    ...(reply.table === undefined ? [] : tableLines(reply.table)),
  ];
  const called = mentionLine(mentions, nameOf);
  const copies = new Set(reply.copies?.map(tame));
  /** A message of the reply; the mode comes first in each, and the call last of all. */
  const page = (shown: readonly string[], suffix = '', last = true): Marked =>
    joinLines([
      markLine(heading + suffix, true),
      ...shown.map((line) => (copies.has(line) ? copyLine(line) : markLine(line))),
      ...(called === undefined || !last ? [] : [called]),
    ]);
  return { heading, lines, page, room: (limit: number) => limit - heading.length - SPARE };
}

/** The messages that a reply becomes, in order, its files last; the last one carries the buttons. */
export const render = (outgoing: Outgoing, nameOf: NameOf): readonly MessagePart[] => [
  ...words(outgoing, nameOf),
  ...(outgoing.reply.files ?? []).map(
    ({ name, text }): MessagePart => ({ kind: 'document', name, text, body: markLine(tame(headed(outgoing, name))) }),
  ),
];

function words(outgoing: Outgoing, nameOf: NameOf): readonly MessagePart[] {
  const { heading, lines, page, room } = contentOf(outgoing, nameOf);
  const png = outgoing.picture;
  const whole = page(lines);
  if (png !== undefined && whole.plain.length <= CAPTION_LIMIT) return [{ kind: 'photo', png, body: whole }];
  const before: readonly MessagePart[] = png === undefined ? [] : [{ kind: 'photo', png, body: markLine(heading, true) }];
  if (whole.plain.length <= TEXT_LIMIT) return [...before, { kind: 'text', body: whole }];
  const pages = pagesOf(lines, room(TEXT_LIMIT));
  if (pages.length <= MOST_PAGES)
    return [
      ...before,
      ...pages.map((shown, i): MessagePart => {
        const suffix = pages.length === 1 ? '' : ` (${i + 1} of ${pages.length})`;
        return { kind: 'text', body: page(shown, suffix, i === pages.length - 1) };
      }),
    ];
  const [first = []] = pagesOf(lines.slice(0, ROWS_SHOWN), room(CAPTION_LIMIT) - SPARE);
  const text = `${[heading, ...lines].join('\n')}\n`;
  return [
    ...before,
    { kind: 'document', name: 'reply.txt', text, body: page([...first, `… all ${lines.length} lines are in the file`]) },
  ];
}

/** A reply as the one message that a card has: what does not fit is left out, and it says so. */
export function renderCard(outgoing: Outgoing, limit: number, nameOf: NameOf): Marked {
  const { lines, page, room } = contentOf(outgoing, nameOf);
  const whole = page(lines);
  if (whole.plain.length <= limit) return whole;
  const [first = []] = pagesOf(lines, room(limit) - SPARE);
  return page([...first, '… ask again to see all of it']);
}
