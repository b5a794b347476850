import { moneyText, numberText, priceText, shareText } from '../core/reply/format.ts';
import type { Cell, Table, TableColumn } from '../core/reply/reply.ts';
import { clockTime, dateOf } from '../core/time.ts';

/** Signs that turn the reading direction of what follows, figures too: all of Unicode's Bidi_Control. */
const DIRECTION = /\p{Bidi_Control}/gu;

/** Text that reads in the order in which it stands. */
export const inOrder = (text: string): string => text.replace(DIRECTION, '');

/**
 * Text that cannot steer what shows it: control characters, what turns the reading direction and halves of characters are dropped, a
 * line break is a space.
 */
export const tame = (text: string): string =>
  inOrder(text)
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}]/gu, '');

const graphemes = new Intl.Segmenter();

/** Columns that a text takes where all characters are equally wide; emoji take two. */
export function columns(text: string): number {
  let total = 0;
  for (const { segment } of graphemes.segment(text)) total += /\p{Emoji_Presentation}|\uFE0F/u.test(segment) ? 2 : 1;
  return total;
}

/** Whether a cell says nothing: beside its column's name it is left out. */
export const isBlank = (cell: Cell): boolean => cell.kind === 'text' && cell.text === '';

export function cellText(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return tame(cell.text);
    case 'money':
      return moneyText(cell.amount, cell.currency, cell.signed);
    case 'price':
      return priceText(cell.price, cell.tick);
    case 'number':
      return numberText(cell.value, cell.digits);
    case 'share':
      return shareText(cell.share);
    case 'time':
      return `${dateOf(cell.at)} ${clockTime(cell.at)}`;
  }
}

function padded(text: string, width: number, align: TableColumn['align']): string {
  const space = ' '.repeat(Math.max(0, width - columns(text)));
  return align === 'left' ? text + space : space + text;
}

/** A table in columns two spaces apart, the names of the columns first, and how many columns of text the widest line takes. */
export function alignedTable(table: Table): { readonly lines: readonly string[]; readonly width: number } {
  const names = table.columns.map(({ name }) => tame(name));
  const rows = table.rows.map((row) => row.map(cellText));
  const widths = names.map((name, i) => Math.max(columns(name), ...rows.map((row) => columns(row[i] ?? ''))));
  const line = (cells: readonly string[]): string =>
    table.columns
      .map((column, i) => padded(cells[i] ?? '', widths[i] ?? 0, column.align))
      .join('  ')
      .trimEnd();
  return { lines: [names, ...rows].map(line), width: widths.reduce((sum, width) => sum + width + 2, -2) };
}
