import { cellText } from '../../src/bots/cells.ts';
import { type Fixed, fixed, ZERO } from '../../src/core/money.ts';
import type { Reply } from '../../src/core/reply/reply.ts';

/** A printed amount, exactly. */
export const read = (text: string): Fixed => fixed(text.replaceAll(',', '').replace('−', '-').replace('+', ''));

/** All that a reply says above its table. */
export const textOf = ({ title, lines }: Reply): string => [title, ...lines].join('\n');

/** The amount behind words of a reply's text; undefined where they do not stand there. */
export function found(words: string, reply: Reply): Fixed | undefined {
  const amount = new RegExp(`${words} ([+−]?[\\d,]+\\.\\d\\d)(?! ?%)`).exec(textOf(reply))?.[1];
  return amount === undefined ? undefined : read(amount);
}

/** The same, where they must. */
export function after(words: string, reply: Reply): Fixed {
  const amount = found(words, reply);
  if (amount === undefined) throw new Error(`no ${words} in ${textOf(reply)}`);
  return amount;
}

/** The first amount of a text. */
export const shown = (text: string): Fixed => read(/[+−]?[\d,]+\.\d\d/.exec(text)?.[0] ?? '');

export const sum = (amounts: readonly Fixed[]): Fixed => amounts.reduce((total, amount) => total + amount, ZERO);

/** A column of a table as it is printed, by its name; empty where there is no table. */
export function printed({ table }: Reply, name: string): readonly string[] {
  const at = table?.columns.findIndex((one) => one.name === name) ?? -1;
  if (table !== undefined && at === -1) throw new Error(`no column ${name}`);
  return (table?.rows ?? []).map((row) => {
    const cell = row[at];
    return cell === undefined ? '' : cellText(cell);
  });
}

/** The amounts of a column. */
export const column = (reply: Reply, name: string): readonly Fixed[] => printed(reply, name).map(read);

/** Whole numbers of a column, summed. */
export const count = (reply: Reply, name: string): number =>
  printed(reply, name).reduce((total, text) => total + Number(text), 0);

/** Everything of a reply as text. */
export const whole = (reply: Reply): string =>
  [textOf(reply), ...(reply.table?.rows ?? []).map((row) => row.map(cellText).join(' | '))].join('\n');
