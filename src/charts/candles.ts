import { fromNumber } from '../core/money.ts';
import { numberText, priceText, shareText } from '../core/reply/format.ts';
import type { CandlePicture } from '../core/reply/picture.ts';
import type { Ms } from '../core/time.ts';
import { type CandleView, candleView, type Drawn, drawnCandles, priceRange } from './candleView.ts';
import { type Chart, emptyChart, gridOf } from './chart.ts';
import { type Element, lineElement, textElement } from './elements.ts';
import { HEADING_BOTTOM, headingElements } from './heading.ts';
import { overlayElements } from './overlays.ts';
import { rangeOf, roundValues } from './scale.ts';
import { columnElements, columnWidth, type Tag } from './tags.ts';
import { COLOUR, MARGIN, WIDTH } from './theme.ts';
import { mostTicks, timeAxisElements } from './timeAxis.ts';
import { spanText, timeTicks } from './timeTicks.ts';

const HEIGHT = 1080;
const PLOT = { top: HEADING_BOTTOM + 24, bottom: 826 };
const VOLUME = { top: 850, bottom: 994 };

/** Candles with volume below and all that is known of the market over them. */
export function candlesChart(picture: CandlePicture): Chart {
  const candles = drawnCandles(picture.candles);
  const range = priceRange(picture, candles);
  const [oldest, newest] = [candles[0], candles.at(-1)];
  if (range === undefined || oldest === undefined || newest === undefined)
    return emptyChart(headingElements({ ...NO_FIGURES, label: picture.label, title: picture.title }), 'no candles yet', HEIGHT);
  const text = (price: number): string => tickText(price, picture.tick);
  const figures = roundValues(range, 8, picture.tick).map((value) => ({ value, text: text(value) }));
  const tags = tagsOf(picture, range, newest, text);
  const column = columnWidth(
    figures.map((figure) => figure.text),
    tags,
  );
  const view = candleView(picture, range, { ...PLOT, right: WIDTH - column });
  const change = newest.close / oldest.open - 1;
  const timeOf = ({ index }: Drawn): Ms => picture.candles.time[index] ?? 0;
  const heading = headingElements({
    label: picture.label,
    title: picture.title,
    figure: text(newest.close),
    note: shareText(change, true),
    noteColour: change < 0 ? COLOUR.fall : change > 0 ? COLOUR.rise : COLOUR.axis,
    span: spanText(timeOf(oldest), timeOf(newest)),
  });
  return {
    option: {
      ...seriesOf(picture, candles, view),
      graphic: [
        ...heading,
        ...figures.map(({ value }) =>
          lineElement(
            [
              [view.plot.left, view.scale.y(value)],
              [view.plot.right, view.scale.y(value)],
            ],
            { colour: COLOUR.grid, z: 0 },
          ),
        ),
        ...timeElements(picture, view),
        ...overlayElements(picture, view, candles),
        ...columnElements(figures, tags, view.scale, view.plot.right),
        textElement('volume', WIDTH - MARGIN / 2 - 10, VOLUME.top + 20, { colour: COLOUR.axis, align: 'right' }),
      ],
    },
    width: WIDTH,
    height: HEIGHT,
  };
}

const NO_FIGURES = { figure: '', note: '', noteColour: COLOUR.plain, span: '' };

/** A price with its tick's decimals; one without a usable tick, or too large for money, as the number it is. */
function tickText(price: number, tick: number): string {
  if (!Number.isFinite(price)) return 'n/a';
  return tick > 0 && Number.isFinite(tick) && Math.abs(price) < 1e15
    ? priceText(fromNumber(price), fromNumber(tick))
    : numberText(price, 2);
}

/** The last price first, so that it always has its place; then the others by their distance from it. */
function tagsOf(
  picture: CandlePicture,
  { low, high }: { readonly low: number; readonly high: number },
  { close }: Drawn,
  text: (price: number) => string,
): readonly Tag[] {
  const beyond = (price: number): string => (price > high ? '↑ ' : price < low ? '↓ ' : '');
  const across = picture.prices
    .filter(({ price }) => Number.isFinite(price))
    .toSorted((a, b) => Math.abs(a.price - close) - Math.abs(b.price - close))
    .map(({ name, price }) => ({ name: `${beyond(price)}${name}`, text: text(price), value: price, colour: COLOUR[name] }));
  return [{ name: '', text: text(close), value: close, colour: COLOUR.plain }, ...across];
}

function timeElements({ candles: { time } }: CandlePicture, view: CandleView): readonly Element[] {
  const [from, to] = [time[0] ?? 0, time.at(-1) ?? 0];
  const ticks = timeTicks(from, to, mostTicks(view.plot.right - view.plot.left)).map((tick) => ({
    ...tick,
    x: view.x(time.findIndex((open) => open >= tick.at)),
  }));
  return timeAxisElements(ticks, { top: view.plot.top, bottom: VOLUME.bottom, right: view.plot.right });
}

/** Rising candles are hollow and falling ones filled: they differ without colour too. */
function seriesOf({ candles }: CandlePicture, drawn: readonly Drawn[], view: CandleView): Chart['option'] {
  const byIndex = new Map(drawn.map((candle) => [candle.index, candle]));
  const categories = Array.from({ length: view.slots }, (_, index) => String(index));
  const body = Math.min(20, Math.max(1, Math.round(view.slot * 0.68)));
  const volumes = [...candles.volume].map((volume) => (Number.isFinite(volume) && volume >= 0 ? volume : 0));
  const axis = { type: 'category' as const, data: categories, show: false };
  return {
    animation: false,
    backgroundColor: COLOUR.background,
    grid: [gridOf(view.plot), gridOf({ ...view.plot, ...VOLUME })],
    xAxis: [
      { ...axis, gridIndex: 0 },
      { ...axis, gridIndex: 1 },
    ],
    yAxis: [
      { gridIndex: 0, type: 'value', show: false, min: view.scale.low, max: view.scale.high },
      { gridIndex: 1, type: 'value', show: false, min: 0, max: (rangeOf(volumes)?.high ?? 0) || 1 },
    ],
    series: [
      {
        type: 'candlestick',
        barWidth: body,
        z: 5,
        itemStyle: {
          color: view.slot < 5 ? COLOUR.rise : COLOUR.background,
          color0: COLOUR.fall,
          borderColor: COLOUR.rise,
          borderColor0: COLOUR.fall,
          borderColorDoji: COLOUR.plain,
          borderWidth: view.slot < 5 ? 1 : 2,
        },
        data: categories.map((_, index) => {
          const candle = byIndex.get(index);
          return candle === undefined ? ['-', '-', '-', '-'] : [candle.open, candle.close, candle.low, candle.high];
        }),
      },
      {
        type: 'bar',
        xAxisIndex: 1,
        yAxisIndex: 1,
        barWidth: body,
        data: volumes.map((value, index) => {
          const candle = byIndex.get(index);
          const falls = candle !== undefined && candle.close < candle.open;
          return { value, itemStyle: { color: falls ? `${COLOUR.fall}b0` : `${COLOUR.rise}70` } };
        }),
      },
    ],
  };
}
