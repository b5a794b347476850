import { z } from 'zod';
import type { Read } from '../../core/desk/read.ts';
import { figure } from '../../core/desk/wire.ts';
import type { Divergence } from '../../core/detectors/divergence.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { at, side } from '../../core/facts/vocabulary.ts';
import type { Bars } from '../../core/market/candles.ts';
import { COLUMN_NAMES, newColumns } from '../../core/market/columns.ts';
import { fixed, toNumber, ZERO } from '../../core/money.ts';
import { shortName } from '../../core/reply/format.ts';
import type { Notation } from '../../core/reply/notation.ts';
import type { CandlePicture } from '../../core/reply/picture.ts';
import { averageEntry } from '../../core/state/position.ts';

/** As many candles as can be told from each other on a phone. */
const MOST_CANDLES = 100;
/** Of each side. */
const MOST_ZONES = 3;
const MOST_DIVERGENCES = 4;
/** Of the symbol, newest first. */
const MOST_FILLS = 1_000;

const point = z.object({ at, price: z.number() });

/** The newest candles of a series as columns, oldest first, and what is drawn on them. */
export const chartSchema = z.object({
  candles: z.object({
    time: z.array(figure),
    open: z.array(figure),
    high: z.array(figure),
    low: z.array(figure),
    close: z.array(figure),
    volume: z.array(figure),
  }),
  zones: z.array(z.object({ low: z.number(), high: z.number(), kind: z.enum(['support', 'resistance']) })),
  lines: z.array(z.object({ name: z.string(), side: z.enum(['bullish', 'bearish']), from: point, to: point })),
  prices: z.array(z.object({ name: z.enum(['entry', 'stop', 'target', 'exit']), price: z.number() })),
  marks: z.array(point.extend({ side })),
});
type Chart = DeepReadonly<z.infer<typeof chartSchema>>;

/** The newest candles of a symbol with its zones, divergences, fills and the prices of what is open in it. */
export async function chartNow(bars: Bars, desk: Read): Promise<Chart> {
  const { symbol, timeframe } = bars;
  const candles = newest(bars);
  const from = candles.time[0] ?? desk.now();
  const rows = await desk.history({ types: ['fill'], limit: MOST_FILLS, symbol, from });
  const levels = desk.study.levels(symbol, timeframe).filter(({ active }) => active);
  const nearest = (kind: 'support' | 'resistance') => levels.filter((level) => level.kind === kind).slice(0, MOST_ZONES);
  return {
    candles,
    zones: [...nearest('support'), ...nearest('resistance')].map(({ low, high, kind }) => ({ low, high, kind })),
    lines: linesOf(desk.study.divergences(symbol, timeframe, MOST_DIVERGENCES).filter(({ to }) => to.time >= from)),
    prices: pricesOf(symbol, desk),
    marks: rows
      .flatMap(({ event }) => (event.type === 'fill' && event.symbol === symbol ? [event] : []))
      // What a bar brought is told as it closes, at the time at which the next one opens.
      .map((fill) => ({
        at: desk.market.kind === 'bars' ? fill.at - 1 : fill.at,
        price: toNumber(fixed(fill.price)),
        side: fill.side,
      }))
      .filter((mark) => mark.at >= from)
      .toReversed(),
  };
}

/** The newest bars as columns of their own. */
function newest(bars: Bars): Chart['candles'] {
  const length = Math.min(MOST_CANDLES, bars.end - bars.first);
  const column = (name: (typeof COLUMN_NAMES)[number]): readonly number[] =>
    Array.from({ length }, (_, i) => bars[name].at(bars.end - length + i));
  return {
    time: column('time'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}

/** A chart as it is drawn. */
export function pictureOf(
  { symbol, timeframe }: Pick<Bars, 'symbol' | 'timeframe'>,
  { candles, ...drawn }: Chart,
  { label, market }: Notation,
): CandlePicture {
  const columns = newColumns(candles.time.length);
  for (const name of COLUMN_NAMES) columns[name].set(candles[name]);
  return {
    kind: 'candles',
    title: `${shortName(symbol)} · ${timeframe}`,
    label,
    tick: toNumber(market.instrument(symbol)?.tick ?? ZERO),
    candles: columns,
    ...drawn,
  };
}

/** The picture of a series as it stands now. */
export const candlePicture = async (bars: Bars, desk: Read): Promise<CandlePicture> =>
  pictureOf(bars, await chartNow(bars, desk), desk);

/** One line for each two swings, however many indicators disagree with the price there: `RSI, MACD regular`. */
const linesOf = (found: readonly Divergence[]): CandlePicture['lines'] =>
  [...Map.groupBy(found, ({ side, kind, from, to }) => `${side} ${kind} ${from.time} ${to.time}`).values()].flatMap((same) =>
    same.slice(0, 1).map(({ side, kind, from, to }) => ({
      name: `${same.map(({ indicator }) => indicator.toUpperCase()).join(', ')} ${kind}`,
      side,
      from: { at: from.time, price: from.price },
      to: { at: to.time, price: to.price },
    })),
  );

/** Entry, stop and targets of every open position in a symbol. */
const pricesOf = (symbol: string, desk: Read): CandlePicture['prices'] =>
  [...desk.state().account.positions.values()]
    .filter((position) => position.symbol === symbol && position.quantity > ZERO)
    .flatMap((position) => [
      { name: 'entry' as const, price: toNumber(averageEntry(position)) },
      { name: 'stop' as const, price: toNumber(position.stop) },
      ...position.targets.map(({ price }) => ({ name: 'target' as const, price: toNumber(price) })),
    ]);
