import type { CandlePicture } from '../core/reply/picture.ts';
import type { CandleView, Drawn } from './candleView.ts';
import { type Element, lineElement, polygonElement, rectElement, textElement } from './elements.ts';
import { drawable, fitted, textWidth } from './font.ts';
import { type Box, freePlace } from './placing.ts';
import { COLOUR, SIZE, WIDTH } from './theme.ts';

/** Half the width and the height of a mark's triangle. */
const MARK = { half: 13, height: 22 };
/** Room of a label above and below its middle. */
const HALF_LABEL = 17;

/** All that is drawn over the candles; labels keep off each other and, where they can, off the candles. */
export function overlayElements(picture: CandlePicture, view: CandleView, candles: readonly Drawn[]): readonly Element[] {
  const marks = marksOf(picture, view);
  const lines = linesOf(picture, view);
  const hard: Box[] = marks.map(({ box }) => box);
  const across = pricesInside(picture, view).map(({ price }) => boxAround([0, view.scale.y(price)], WIDTH));
  const soft = [...candles.map((candle) => candleBox(candle, view)), ...lines.flatMap(({ boxes }) => boxes), ...across];
  const labels: Element[] = [];
  const label = (text: string, colour: string, places: readonly Box[]): void => {
    const place = freePlace(places, { hard, soft }, view.plot);
    if (place === undefined) return;
    hard.push(place);
    const middle = (place.top + place.bottom) / 2;
    labels.push(textElement(text, (place.left + place.right) / 2, middle, { colour, align: 'center', halo: true }));
  };
  for (const { name, colour, places } of lines) label(name, colour, places);
  const zones = zonesOf(picture, view);
  for (const { name, colour, places } of zones) label(name, colour, places);
  return [
    ...zones.map(({ band }) => band),
    ...lines.map(({ line }) => line),
    ...priceLines(picture, view),
    ...marks.map(({ triangle }) => triangle),
    ...labels,
  ];
}

const candleBox = ({ index, high, low }: Drawn, { x, slot, scale }: CandleView): Box => ({
  left: x(index) - slot / 2,
  right: x(index) + slot / 2,
  top: scale.y(high),
  bottom: scale.y(low),
});

const labelBox = (text: string, left: number, middle: number): Box => ({
  left,
  right: left + textWidth(text, SIZE.base, 'regular') + 8,
  top: middle - HALF_LABEL,
  bottom: middle + HALF_LABEL,
});

/** Bands of the zones that reach into the picture. */
function zonesOf({ zones }: CandlePicture, { plot, scale }: CandleView) {
  return zones
    .filter(({ low, high }) => low <= high && high > scale.low && low < scale.high)
    .map(({ low, high, kind }) => {
      const top = Math.max(plot.top, scale.y(high));
      const bottom = Math.min(plot.bottom, scale.y(low));
      const name = kind;
      const width = textWidth(name, SIZE.base, 'regular') + 8;
      const lefts = Array.from({ length: 17 }, (_, i) => plot.left + 8 + (i / 16) * (plot.right - plot.left - width - 16));
      const middle = Math.min(plot.bottom - HALF_LABEL, Math.max(plot.top + HALF_LABEL, (top + bottom) / 2));
      const colour = COLOUR[kind];
      // A band of no height is a line still.
      const band = rectElement({ ...plot, top, bottom: Math.max(bottom, top + 3) }, `${colour}2e`);
      return { name, colour, band: { ...band, z: 1 }, places: lefts.map((left) => labelBox(name, left, middle)) };
    });
}

/** Lines between two points, clipped at the oldest candle. */
function linesOf({ lines, candles: { time } }: CandlePicture, view: CandleView) {
  const { plot, scale, x, indexAt } = view;
  const first = time[0] ?? 0;
  return lines
    .filter(({ from, to }) => to.at >= first && from.at < to.at && Number.isFinite(from.price) && Number.isFinite(to.price))
    .map(({ name: fullName, side, from, to }) => {
      const begins = Math.max(first, from.at);
      const price = from.price + ((to.price - from.price) * (begins - from.at)) / (to.at - from.at);
      const inside = (y: number): number => Math.min(plot.bottom, Math.max(plot.top, y));
      const ends = [
        [x(indexAt(begins)), inside(scale.y(price))],
        [x(indexAt(to.at)), inside(scale.y(to.price))],
      ] as const;
      const colour = COLOUR[side];
      const name = fitted(drawable(fullName), (plot.right - plot.left) / 2, SIZE.base, 'regular');
      const at = (share: number) => [0, 1].map((k) => ends[0][k === 0 ? 0 : 1] * (1 - share) + ends[1][k === 0 ? 0 : 1] * share);
      return {
        name,
        colour,
        line: lineElement(ends, { colour, width: 4 }),
        boxes: Array.from({ length: 20 }, (_, i) => boxAround(at(i / 19))),
        places: linePlaces(name, side === 'bullish' ? 1 : -1, [at(0.5), at(1), at(0), at(0.25), at(0.75)], plot),
      };
    });
}

const boxAround = ([x = 0, y = 0]: readonly number[], reach = 5): Box => ({
  left: x - reach,
  right: x + reach,
  top: y - 5,
  bottom: y + 5,
});

/** Places for a line's name: off the candles first, below the swings of a bullish and above those of a bearish one. */
function linePlaces(name: string, away: 1 | -1, points: readonly (readonly number[])[], plot: Box): readonly Box[] {
  const width = labelBox(name, 0, 0).right;
  return [28, 50, 75, -28, -50].flatMap((distance) =>
    points.map(([x = 0, y = 0]) =>
      labelBox(name, Math.min(plot.right - width, Math.max(plot.left, x - width / 2)), y + away * distance),
    ),
  );
}

const pricesInside = ({ prices }: CandlePicture, { scale }: CandleView): CandlePicture['prices'] =>
  prices.filter(({ price }) => price >= scale.low && price <= scale.high);

/** Dashed lines across at the prices that lie in the picture. */
const priceLines = (picture: CandlePicture, view: CandleView): readonly Element[] =>
  pricesInside(picture, view).map(({ name, price }) => {
    const y = view.scale.y(price);
    return lineElement(
      [
        [view.plot.left, y],
        [view.plot.right, y],
      ],
      { colour: COLOUR[name], dash: [12, 8] },
    );
  });

/** Triangles whose tip touches the price: from below for what was bought, from above for what was sold. */
function marksOf({ marks, candles: { time } }: CandlePicture, { plot, scale, x, indexAt }: CandleView) {
  const first = time[0] ?? Number.POSITIVE_INFINITY;
  const seen = new Set<string>();
  return (
    marks
      .filter(({ at, price }) => at >= first && Number.isFinite(price))
      .map(({ at, price, side }) => {
        const [tip, away] = [x(indexAt(at)), side === 'buy' ? 1 : -1];
        const y = Math.min(plot.bottom, Math.max(plot.top, scale.y(price)));
        const base = y + away * MARK.height;
        return {
          key: `${tip} ${Math.round(y)} ${side}`,
          triangle: polygonElement(
            [
              [tip, y],
              [tip - MARK.half, base],
              [tip + MARK.half, base],
            ],
            side === 'buy' ? COLOUR.entry : COLOUR.exit,
            COLOUR.background,
          ),
          box: { left: tip - MARK.half, right: tip + MARK.half, top: Math.min(y, base), bottom: Math.max(y, base) },
        };
      })
      // Parts of one order filled at one price are one mark.
      .filter(({ key }) => !seen.has(key) && seen.add(key))
  );
}
