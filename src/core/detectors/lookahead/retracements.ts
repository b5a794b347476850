import { z } from 'zod';
import type { CandleColumns } from '../../market/candles.ts';
import { type Lookahead, type LookaheadColumns, SMART_MONEY_CONCEPTS } from './lookahead.ts';
import { type LookaheadSwings, swingParams, swingsOf } from './swings.ts';

const params = z.object(swingParams);

type Params = z.infer<typeof params>;
type Field = 'direction' | 'current' | 'deepest';

/** To one decimal, halves to the even digit, as numpy rounds. */
function tenths(value: number): number {
  const scaled = value * 10;
  const floor = Math.floor(scaled);
  const odd = floor % 2 !== 0;
  return (scaled - floor > 0.5 || (scaled - floor === 0.5 && odd) ? floor + 1 : floor) / 10;
}

/** How far `price` has come back from `from` towards `to`, in percent. */
const retraced = (price: number, from: number, to: number): number =>
  from === to ? 0 : tenths(100 - ((price - to) / (from - to)) * 100);

/** Retracements from given swings, one bar late; those before the third change of direction are 0. */
export function retracementsOf(candles: CandleColumns, swings: LookaheadSwings): LookaheadColumns<Field> {
  const rows = candles.time.length;
  const [direction, current, deepest] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
  const out = { direction: new Float64Array(rows), current: new Float64Array(rows), deepest: new Float64Array(rows) };
  let [top, bottom] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const turn = swings.highLow[i] ?? Number.NaN;
    if (turn === 1) top = swings.level[i] ?? Number.NaN;
    if (turn === -1) bottom = swings.level[i] ?? Number.NaN;
    const before = direction[i - 1] ?? 0;
    direction[i] = Number.isNaN(turn) ? before : turn;
    const tell = (side: number, value: number): void => {
      current[i] = value;
      deepest[i] = Math.max(before === side ? (deepest[i - 1] ?? 0) : 0, value);
    };
    // The library looks at the direction of the bar before on the way down, and at the bar's own on the way up.
    if (before === 1) tell(1, retraced(candles.low[i] ?? Number.NaN, top, bottom));
    if (direction[i] === -1) tell(-1, retraced(candles.high[i] ?? Number.NaN, bottom, top));
  }
  let first = rows - 1;
  let changes = 0;
  for (let i = 1; i < rows && changes < 3; i++) {
    // Row 0 holds the last bar's direction while changes are counted.
    if ((direction.at(i - 2) ?? 0) === direction[i - 1]) continue;
    changes += 1;
    if (changes === 3) first = i + 1;
  }
  for (let i = Math.max(1, first); i < rows; i++) {
    out.direction[i] = direction[i - 1] ?? 0;
    out.current[i] = current[i - 1] ?? 0;
    out.deepest[i] = deepest[i - 1] ?? 0;
  }
  return out;
}

/** How far price has come back from the newest swing, in percent of the leg. Looks ahead as the swings do. */
export const lookaheadRetracements = {
  name: 'lookaheadRetracements',
  about: 'How far price has come back from the newest swing, as published',
  source: SMART_MONEY_CONCEPTS,
  params,
  fields: ['direction', 'current', 'deepest'],
  compute: (candles, p) => retracementsOf(candles, swingsOf(candles, p.length)),
} satisfies Lookahead<Params, Field>;
