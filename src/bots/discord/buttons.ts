import { tame } from '../cells.ts';
import type { Tap } from '../chat.ts';
import { short } from './markup.ts';

/** Discord's limits: buttons in a row, rows under a message, choices in a menu. */
const ROW = 5;
const ROWS = 5;
const CHOICES = 25;

/** Discord's numbers for what a button looks like. */
const STYLES = { plain: 2, success: 3, danger: 4 } as const;

/** A text that a tap asks for: its custom id is `?` and two digits for the token's length, the token, and the words. */
const ASKING = /^\?(\d\d)/;

/** What a custom id holds: 100 characters, of which a token takes 40 and the mark of a question 3. */
const WORDS = 57;

/** The custom id by which a tap comes back: the token, and with it the question where there is one. */
const customId = ({ token, asks }: Tap): string =>
  asks === undefined ? token : `?${String(token.length).padStart(2, '0')}${token}${short(tame(asks), WORDS)}`;

/** What a custom id says: the token, and what to ask for first. */
export function readCustomId(id: string): { readonly token: string; readonly asks: string | undefined } {
  const length = ASKING.exec(id)?.[1];
  if (length === undefined) return { token: id, asks: undefined };
  const end = 3 + Number(length);
  return { token: id.slice(3, end), asks: id.slice(end) };
}

const isDanger = (label: string): boolean => /^(✗|\P{L}*(panic|flatten))/iu.test(label);
const isSuccess = (label: string): boolean => label.startsWith('✓');

export type Row = { readonly type: 1; readonly components: readonly unknown[] };

/** Rows of at most five; a dangerous button is never in the same row as one that agrees. */
function rowsOf(taps: readonly Tap[]): readonly (readonly Tap[])[] {
  const rows: Tap[][] = [];
  const plain: Tap[][] = [];
  taps.forEach((tap, i) => {
    if (i % ROW === 0) plain.push([]);
    plain.at(-1)?.push(tap);
    const last = rows.at(-1);
    const apart =
      last === undefined ||
      last.length === ROW ||
      (isDanger(tap.label) && last.some(({ label }) => isSuccess(label))) ||
      (isSuccess(tap.label) && last.some(({ label }) => isDanger(label)));
    if (apart) rows.push([tap]);
    else last.push(tap);
  });
  return rows.length <= ROWS ? rows : plain;
}

/** The buttons under a message; more than 25 become menus to choose from. */
export function componentsOf(taps: readonly Tap[]): readonly Row[] {
  if (taps.length <= ROW * ROWS)
    return rowsOf(taps).map((row) => ({
      type: 1,
      components: row.map((tap) => ({
        type: 2,
        style: isDanger(tap.label) ? STYLES.danger : isSuccess(tap.label) ? STYLES.success : STYLES.plain,
        label: short(tame(tap.label), 80),
        custom_id: customId(tap),
      })),
    }));
  const menus = Array.from({ length: Math.min(ROWS, Math.ceil(taps.length / CHOICES)) }, (_, i) =>
    taps.slice(i * CHOICES, (i + 1) * CHOICES),
  );
  return menus.map((menu, i) => ({
    type: 1,
    components: [
      {
        type: 3,
        custom_id: `menu${i}`,
        placeholder: `${i * CHOICES + 1} to ${i * CHOICES + menu.length} of ${taps.length}`,
        options: menu.map((tap) => ({ label: short(tame(tap.label), 100), value: customId(tap) })),
      },
    ],
  }));
}

/** The window that asks for a text; its answer comes back under the token. `label` is the tapped button's. */
export const modalFor = (token: string, asks: string, label: string) => ({
  title: short(label, 45),
  custom_id: token,
  components: [
    {
      type: 18,
      label: asks.length <= 45 ? asks : short(label, 45),
      ...(asks.length <= 45 ? {} : { description: asks }),
      component: { type: 4, custom_id: 'answer', style: 1, min_length: 1, max_length: 200, required: true },
    },
  ],
});
