import type { Table } from '../../core/reply/reply.ts';
import { alignedTable, cellText, isBlank, tame } from '../cells.ts';
import type { ChatAccount, Outgoing } from '../chat.ts';
import { headed } from '../modeHeading.ts';
import { componentsOf, type Row } from './buttons.ts';
import { clipped, escaped, pieces, short } from './markup.ts';

/** Discord's limits in characters; counted in UTF-16 units, which are never fewer. */
const TITLE = 256;
const DESCRIPTION = 4096;

/** What a phone shows of a code block without scrolling, columns. */
const NARROW = 42;

/** Longer answers than this many messages are a file. */
const MESSAGES = 3;

const COLOURS = { live: 0xe74c3c, paper: 0x3498db, replay: 0x9b59b6, refused: 0xe67e22 } as const;

const SILENT = 1 << 12;

/** How many people one message calls. */
const MOST_CALLED = 10;

export type Embed = {
  readonly title: string;
  readonly description?: string;
  readonly color: number;
  readonly image?: { readonly url: string };
  readonly footer?: { readonly text: string };
};

/** One message as Discord takes it. */
export type DiscordMessage = {
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly components: readonly Row[];
  readonly attachments?: readonly { readonly id: number; readonly filename: string }[];
  readonly allowed_mentions: { readonly parse: readonly never[]; readonly users: readonly string[] };
  readonly flags: number;
  readonly files: readonly { readonly name: string; readonly data: Uint8Array; readonly contentType: string }[];
};

/** A line of the description; `code` stands in a block of equally wide characters. */
type Line = { readonly text: string; readonly code: boolean };

/** A code block ends at three backticks and knows no escape. */
const inCode = (text: string): string => text.replaceAll('`', "'");

/** A table in a code block where a phone can show it, else a line of `name value` pairs a row, times on the reader's clock. */
function tableLines(table: Table): readonly Line[] {
  const { lines, width } = alignedTable(table);
  if (width <= NARROW) return lines.map((text) => ({ text: inCode(text), code: true }));
  return table.rows.map((row) => ({
    text: table.columns
      .flatMap(({ name }, i) => {
        const cell = row[i];
        if (cell === undefined || isBlank(cell)) return [];
        if (cell.kind === 'time') return [`${escaped(tame(name))} <t:${Math.floor(cell.at / 1000)}:f>`];
        return [escaped(`${tame(name)} ${cellText(cell)}`)];
      })
      .join(' · '),
    code: false,
  }));
}

/** Lines as one text, each run of code between fences. */
const laidOut = (lines: readonly Line[]): string =>
  lines
    .map(({ text, code }, i) => {
      const opens = code && lines[i - 1]?.code !== true ? '```\n' : '';
      return `${opens}${text}${code && lines[i + 1]?.code !== true ? '\n```' : ''}`;
    })
    .join('\n');

/** Descriptions that hold all lines in their order; at most one more than `most`, since then nobody reads them. */
function descriptions(lines: readonly Line[], most: number): readonly string[] {
  const done: string[] = [];
  let open: Line[] = [];
  let length = 0;
  for (const { text, code } of lines)
    for (const piece of pieces(text, DESCRIPTION - 8)) {
      // Eight for the fences that each line could need; exact would be as many lines of code as it saves.
      const needs = piece.length + 1 + (code ? 8 : 0);
      if (length + needs > DESCRIPTION && open.length > 0 && laidOut([...open, { text: piece, code }]).length > DESCRIPTION) {
        done.push(laidOut(open));
        if (done.length > most) return done;
        open = [];
        length = 0;
      }
      open.push({ text: piece, code });
      length += needs;
    }
  return [...done, laidOut(open)];
}

function colourOf({ label, reply }: Outgoing): number {
  if (reply.outcome === 'refused') return COLOURS.refused;
  if (label.includes('LIVE')) return COLOURS.live;
  return label.includes('PAPER') ? COLOURS.paper : COLOURS.replay;
}

/** The ids of those who are called, for there are accounts of other platforms too. */
const idsOf = (accounts: readonly ChatAccount[]): readonly string[] =>
  accounts.flatMap((account) => /^discord:(\d+)$/.exec(account)?.[1] ?? []).slice(0, MOST_CALLED);

/** The whole answer as it would be on paper. */
function asText({ label, reply }: Outgoing): string {
  const table = reply.table === undefined ? [] : alignedTable(reply.table).lines;
  return `${[`${label} · ${tame(reply.title)}`, ...reply.lines.map(tame), ...table].join('\n')}\n`;
}

/**
 * A reply as embeds, one a message, the last with the buttons. What does not fit into three messages, or into `most`, is a text
 * file. `by` names who asked, where others see the answer.
 */
export function renderOutgoing(
  outgoing: Outgoing,
  given: { readonly by?: string | undefined; readonly most?: number } = {},
): readonly DiscordMessage[] {
  const { reply, picture, keepsPicture = false, mentions, silent, taps } = outgoing;
  const called = idsOf(mentions);
  const most = given.most ?? MESSAGES;
  const whole = escaped(tame(headed(outgoing, reply.title)));
  const title = clipped(whole, TITLE);
  const copies = new Set(reply.copies);
  const lines: readonly Line[] = [
    ...(title === whole ? [] : [{ text: whole, code: false }]),
    ...reply.lines.map((line) => ({
      text: copies.has(line) ? `\`${inCode(tame(line))}\`` : escaped(tame(line)),
      code: false,
    })),
    ...(reply.table === undefined ? [] : tableLines(reply.table)),
  ];
  const fitting = descriptions(lines, most);
  const asFile = fitting.length > most;
  const texts = asFile ? [`${lines.length} lines: all of it is in the file`] : fitting;
  return texts.map((description, i) => {
    const [first, last] = [i === 0, i === texts.length - 1];
    const shown = first ? picture : undefined;
    const files = [
      ...(shown === undefined ? [] : [{ name: 'picture.png', data: shown, contentType: 'image/png' }]),
      ...(asFile ? [{ name: 'reply.txt', data: Buffer.from(asText(outgoing)), contentType: 'text/plain; charset=utf-8' }] : []),
      ...(last ? (reply.files ?? []) : []).map(({ name, text }) => ({
        name,
        data: Buffer.from(text),
        contentType: 'text/csv; charset=utf-8',
      })),
    ];
    return {
      content: first ? called.map((id) => `<@${id}>`).join(' ') : '',
      embeds: [
        {
          title: first ? title : clipped(escaped(tame(headed(outgoing, `${i + 1} of ${texts.length}`))), TITLE),
          ...(description === '' ? {} : { description }),
          color: colourOf(outgoing),
          ...(shown === undefined && !(first && keepsPicture) ? {} : { image: { url: 'attachment://picture.png' } }),
          ...(last && given.by !== undefined ? { footer: { text: short(tame(given.by), 128) } } : {}),
        },
      ],
      components: last ? componentsOf(taps) : [],
      // Left out, those of the message stay.
      ...(keepsPicture && files.length === 0 ? {} : { attachments: files.map(({ name }, id) => ({ id, filename: name })) }),
      allowed_mentions: { parse: [], users: first ? called : [] },
      flags: silent ? SILENT : 0,
      files,
    };
  });
}
