import { columns } from '../cells.ts';

/** How one terminal shows text: whether in colour, and how many columns it has. */
export type Style = { readonly colour: boolean; readonly width: number };

export type Paint = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

const CODES: Readonly<Record<Paint, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

export const paint = (text: string, as: Paint, style: Style): string =>
  style.colour ? `\x1b[${CODES[as]}m${text}\x1b[0m` : text;

/** Signed figures in green and red. */
export const paintFigures = (text: string, style: Style): string =>
  style.colour
    ? text.replace(/(?<![\w.])([+−])\d(?:[\d,.]*\d)?(?: [%R]|%)?/g, (figure, sign) =>
        paint(figure, sign === '+' ? 'green' : 'red', style),
      )
    : text;

/** Breaks at spaces so that no line is wider than the terminal; what follows the first line is indented by two more than it. */
export function wrap(text: string, width: number): readonly string[] {
  if (columns(text) <= width) return [text];
  const indent = /^ */.exec(text)?.[0] ?? '';
  const [first = '', ...words] = text.slice(indent.length).split(' ');
  const lines: string[] = [];
  let line = indent + first;
  for (const word of words) {
    const longer = `${line} ${word}`;
    if (columns(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = `${indent}  ${word}`;
    }
  }
  return [...lines, line];
}
