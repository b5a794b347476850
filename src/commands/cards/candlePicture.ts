import type { Read } from '../../core/desk/read.ts';
import type { Divergence } from '../../core/detectors/divergence.ts';
import type { Bars } from '../../core/market/candles.ts';
import { COLUMN_NAMES, newColumns } from '../../core/market/columns.ts';
import { fixed, toNumber, ZERO } from '../../core/money.ts';
import { shortName } from '../../core/reply/format.ts';
import type { CandlePicture } from '../../core/reply/picture.ts';
import { averageEntry } from '../../core/state/position.ts';

/** As many candles as can be told from each other on a phone. */
const MOST_CANDLES = 100;
/** Of each side. */
const MOST_ZONES = 3;
const MOST_DIVERGENCES = 4;
/** Of the symbol, newest first. */
const MOST_FILLS = 1_000;

/** The newest candles of a symbol with its zones, divergences, fills and the prices of what is open in it. */
export async function candlePicture(bars: Bars, desk: Read): Promise<CandlePicture> {
  const { symbol, timeframe } = bars;
  const candles = newest(bars);
  const from = candles.time[0] ?? Number.POSITIVE_INFINITY;
  const rows = await desk.history({ types: ['fill'], limit: MOST_FILLS, symbol });
  const levels = desk.study.levels(symbol, timeframe).filter(({ active }) => active);
  const side = (kind: 'support' | 'resistance') => levels.filter((level) => level.kind === kind).slice(0, MOST_ZONES);
  return {
    kind: 'candles',
    title: `${shortName(symbol)} · ${timeframe}`,
    label: desk.label,
    tick: toNumber(desk.market.instrument(symbol)?.tick ?? ZERO),
    candles,
    zones: [...side('support'), ...side('resistance')].map(({ low, high, kind }) => ({ low, high, kind })),
    lines: linesOf(desk.study.divergences(symbol, timeframe, MOST_DIVERGENCES).filter(({ to }) => to.time >= from)),
    prices: pricesOf(symbol, desk),
    marks: rows
      .flatMap(({ event }) => (event.type === 'fill' && event.symbol === symbol ? [event] : []))
      // What a bar brought is told as it closes, at the time at which the next one opens.
      .map(({ at, price, side }) => ({ at: desk.market.kind === 'bars' ? at - 1 : at, price: toNumber(fixed(price)), side }))
      .filter(({ at }) => at >= from)
      .toReversed(),
  };
}

/** The newest bars as columns of their own. */
function newest(bars: Bars): CandlePicture['candles'] {
  const length = Math.min(MOST_CANDLES, bars.end - bars.first);
  const candles = newColumns(length);
  for (const name of COLUMN_NAMES) for (let i = 0; i < length; i++) candles[name][i] = bars[name].at(bars.end - length + i);
  return candles;
}

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
