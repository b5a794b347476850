import { z } from 'zod';
import type { CandleColumns } from '../../market/candles.ts';
import { blank, blankSingle, firstRow, type Lookahead, type LookaheadColumns, SMART_MONEY_CONCEPTS } from './lookahead.ts';
import { type LookaheadSwings, swingParams, swingsOf } from './swings.ts';

const params = z.object({
  ...swingParams,
  /** Whether a level is broken by a close beyond it, or already by a high or low. */
  closeBreak: z.boolean().default(true),
});

type Params = z.infer<typeof params>;
type Field = 'bos' | 'choch' | 'level' | 'brokenIndex';

type Break = { readonly bar: number; readonly side: number; readonly changes: boolean; readonly level: number };

/** Four swings in a row: in the direction of the newest, 1 for a break of structure, 2 for a change of character, 0 for neither. */
function patternOf(side: number, a: number, b: number, c: number, d: number): number {
  const [first, second, third, fourth] = [side * a, side * b, side * c, side * d];
  if (first < third && third < second && second < fourth) return 1;
  if (third < first && first < second && second < fourth) return 2;
  return 0;
}

function patterns({ highLow, level }: LookaheadSwings): readonly Break[] {
  const bars = [...highLow.keys()].filter((bar) => !Number.isNaN(highLow[bar]));
  const at = (k: number): number => level[bars[k] ?? -1] ?? Number.NaN;
  return bars.flatMap((bar, k) => {
    const side = highLow[bar] ?? Number.NaN;
    // The ends may stand beside a swing of their own side.
    const sides = [0, 1, 2, 3].map((back) => highLow[bars[k - back] ?? -1]);
    if (!sides.every((one, back) => one === (back % 2 === 0 ? side : -side))) return [];
    const pattern = patternOf(side, at(k - 3), at(k - 2), at(k - 1), at(k));
    return pattern === 0 ? [] : [{ bar: bars[k - 2] ?? -1, side, changes: pattern === 2, level: Math.fround(at(k - 2)) }];
  });
}

/** Breaks of structure and changes of character from given swings. */
export function structureOf(candles: CandleColumns, swings: LookaheadSwings, closeBreak: boolean): LookaheadColumns<Field> {
  const columns = { bos: blank(candles), choch: blank(candles), level: blankSingle(candles), brokenIndex: blank(candles) };
  let standing: Break[] = [];
  for (const one of patterns(swings)) {
    const { bar, side, changes, level } = one;
    const prices = closeBreak ? candles.close : side > 0 ? candles.high : candles.low;
    const broken = firstRow(candles, bar + 2, (i) => side * (prices[i] ?? Number.NaN) > side * level);
    standing.push(one);
    if (broken < 0) continue;
    columns.brokenIndex[bar] = broken;
    (changes ? columns.choch : columns.bos)[bar] = side;
    columns.level[bar] = level;
    // Earlier ones that take as long or longer, or never come, are not told; their broken index is left standing.
    standing = standing.filter((earlier) => {
      const keeps = earlier === one || (columns.brokenIndex[earlier.bar] ?? Number.NaN) < broken;
      if (!keeps) {
        columns.bos[earlier.bar] = Number.NaN;
        columns.choch[earlier.bar] = Number.NaN;
        columns.level[earlier.bar] = Number.NaN;
      }
      return keeps;
    });
  }
  return columns;
}

/** Breaks of structure and changes of character, at the swing whose level was broken. Looks ahead to the bar that breaks it. */
export const lookaheadStructure = {
  name: 'lookaheadStructure',
  about: 'Breaks of structure and changes of character at the broken swing, as published',
  source: SMART_MONEY_CONCEPTS,
  params,
  fields: ['bos', 'choch', 'level', 'brokenIndex'],
  compute: (candles, p) => structureOf(candles, swingsOf(candles, p.length), p.closeBreak),
} satisfies Lookahead<Params, Field>;
