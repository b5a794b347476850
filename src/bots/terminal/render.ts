import { renderUnicodeCompact } from 'uqr';
import { moneyText, numberText, priceText, shareText } from '../../core/figures.ts';
import type { Cell, Column, Reply, Table } from '../../core/reply.ts';
import { clockTime, dateOf } from '../../core/time.ts';
import { columns, paint, paintFigures, type Style, tame, wrap } from './style.ts';

function cellText(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return tame(cell.text);
    case 'money':
      return moneyText(cell.amount, cell.signed);
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

function padded(text: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, width - columns(text)));
  return align === 'left' ? text + space : space + text;
}

/** Aligned columns two spaces apart; where they do not fit, each row becomes one wrapped line of `name value` pairs. */
function tableLines(table: Table, style: Style): readonly string[] {
  const rows = table.rows.map((row) => row.map(cellText));
  const widths = table.columns.map((column, i) => Math.max(columns(column.name), ...rows.map((row) => columns(row[i] ?? ''))));
  const total = widths.reduce((sum, width) => sum + width + 2, -2);
  if (total > style.width)
    return rows.flatMap((row) => wrap(table.columns.map(({ name }, i) => `${name} ${row[i] ?? ''}`).join(' · '), style.width));
  const line = (cells: readonly string[]): string =>
    table.columns
      .map((column, i) => padded(cells[i] ?? '', widths[i] ?? 0, column.align))
      .join('  ')
      .trimEnd();
  return [paint(line(table.columns.map(({ name }) => name)), 'dim', style), ...rows.map((row) => paintFigures(line(row), style))];
}

/** A QR code in block characters, two modules a line; none where it does not fit, because half of one reads as nothing. */
function qrLines(text: string, style: Style): readonly string[] {
  const lines = renderUnicodeCompact(text).split('\n');
  return lines.some((line) => columns(line) > style.width) ? [] : lines;
}

/** A reply as lines of text, the mode's label first and each button as the line it stands for. */
export function renderReply(reply: Reply, label: string, style: Style): readonly string[] {
  const [first = '', ...more] = wrap(`${label} · ${tame(reply.title)}`, style.width);
  const heading = reply.outcome === 'refused' ? 'red' : 'bold';
  const lines = [first, ...more].map((line) => paint(line, heading, style));
  if (reply.picture?.kind === 'qr') lines.push(...qrLines(reply.picture.text, style));
  for (const line of reply.lines) lines.push(...wrap(tame(line), style.width).map((part) => paintFigures(part, style)));
  if (reply.table !== undefined) lines.push(...tableLines(reply.table, style));
  if (reply.buttons !== undefined && reply.buttons.length > 0) {
    const choices = reply.buttons.map(({ label: name, line, asks }) => {
      const typed = asks === undefined ? line : `${line} …`;
      return name === typed ? `[${typed}]` : `[${name}: ${typed}]`;
    });
    // A no-break space keeps a button on one line until it is printed.
    const whole = choices.map((choice) => tame(choice).replaceAll(' ', '\u00a0')).join(' ');
    lines.push(...wrap(whole, style.width).map((part) => paint(part.replaceAll('\u00a0', ' '), 'cyan', style)));
  }
  return lines;
}
