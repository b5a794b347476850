import type { Column, Reply, Table } from '../../core/reply.ts';
import { cellText } from '../cells.ts';
import { columns, paint, paintFigures, type Style, tame, wrap } from './style.ts';

function padded(text: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, width - columns(text)));
  return align === 'left' ? text + space : space + text;
}

/** Aligned columns two spaces apart; where they do not fit, each row becomes one wrapped line of `name value` pairs. */
function tableLines(table: Table, style: Style): readonly string[] {
  const rows = table.rows.map((row) => row.map((cell) => tame(cellText(cell))));
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

/** A reply as lines of text, the mode's label first and each button as the line it stands for. */
export function renderReply(reply: Reply, label: string, style: Style): readonly string[] {
  const [first = '', ...more] = wrap(`${label} · ${tame(reply.title)}`, style.width);
  const heading = reply.outcome === 'refused' ? 'red' : 'bold';
  const lines = [first, ...more].map((line) => paint(line, heading, style));
  for (const line of reply.lines) lines.push(...wrap(tame(line), style.width).map((part) => paintFigures(part, style)));
  if (reply.table !== undefined) lines.push(...tableLines(reply.table, style));
  if (reply.buttons !== undefined && reply.buttons.length > 0) {
    const choices = reply.buttons.map(({ label: name, line }) => (name === line ? `[${line}]` : `[${name}: ${line}]`));
    // A no-break space keeps a button on one line until it is printed.
    const whole = choices.map((choice) => tame(choice).replaceAll(' ', '\u00a0')).join(' ');
    lines.push(...wrap(whole, style.width).map((part) => paint(part.replaceAll('\u00a0', ' '), 'cyan', style)));
  }
  return lines;
}
