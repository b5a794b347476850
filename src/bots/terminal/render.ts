import { renderUnicodeCompact } from 'uqr';
import type { Reply, Table } from '../../core/reply/reply.ts';
import { alignedTable, cellText, columns, isBlank, tame } from '../cells.ts';
import { paint, paintFigures, type Style, wrap } from './style.ts';

/** Aligned columns; where they do not fit, each row becomes one wrapped line of `name value` pairs. */
function tableLines(table: Table, style: Style): readonly string[] {
  const { lines, width } = alignedTable(table);
  const [names = '', ...rows] = lines;
  if (width <= style.width) return [paint(names, 'dim', style), ...rows.map((row) => paintFigures(row, style))];
  const pairs = (row: Table['rows'][number]): string =>
    table.columns
      .flatMap(({ name }, i) => (row[i] === undefined || isBlank(row[i]) ? [] : [`${name} ${cellText(row[i])}`]))
      .join(' · ');
  return table.rows.flatMap((row) => wrap(pairs(row), style.width));
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
