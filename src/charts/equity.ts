import { numberText, shareText } from '../core/reply/format.ts';
import type { EquityPicture } from '../core/reply/picture.ts';
import { type Chart, emptyChart, gridOf } from './chart.ts';
import { dotElement, type Element, lineElement, textElement } from './elements.ts';
import { HEADING_BOTTOM, headingElements } from './heading.ts';
import type { Box } from './placing.ts';
import { decimalsFor, padded, rangeOf, roundValues, type Scale, scaleOf } from './scale.ts';
import { columnElements, columnWidth } from './tags.ts';
import { COLOUR, MARGIN, WIDTH } from './theme.ts';
import { mostTicks, timeAxisElements } from './timeAxis.ts';
import { spanText, timeTicks } from './timeTicks.ts';

const HEIGHT = 1080;
const EQUITY = { top: HEADING_BOTTOM + 24, bottom: 700 };
const DRAWDOWN = { top: 750, bottom: 994 };

type Point = EquityPicture['points'][number];

/** Equity as a line over an area, the drawdown from the peak below it. */
export function equityChart({ label, title, currency, points: given }: EquityPicture): Chart {
  const points = given.filter(({ at, equity }) => Number.isFinite(at) && Number.isFinite(equity));
  const [oldest, newest] = [points[0], points.at(-1)];
  const core = rangeOf(points.map(({ equity }) => equity));
  if (core === undefined || oldest === undefined || newest === undefined) {
    const heading = { label, title, figure: '', note: '', noteColour: COLOUR.plain, span: '' };
    return emptyChart(headingElements(heading), 'no equity yet', HEIGHT);
  }
  const range = padded(core, 0.08, Math.max(Math.abs(core.high) * 0.01, 0.01));
  const deepest = rangeOf(points.map(({ drawdown }) => drawdown))?.low ?? 0;
  // A hair of drawdown is drawn as one: the scale reaches down to 1 % at least.
  const depth = Math.min(-0.01, deepest * 1.12);
  const figures = roundValues(range, 6, 0.01);
  const digits = decimalsFor((figures[1] ?? 0) - (figures[0] ?? 0));
  const equityFigures = figures.map((value) => ({ value, text: numberText(value, digits) }));
  const depths = roundValues({ low: depth, high: 0 }, 3, 0.0001);
  const depthDigits = decimalsFor(100 * ((depths[1] ?? 0) - (depths[0] ?? 0)));
  const depthFigures = depths.map((value) => ({ value, text: shareText(value, false, depthDigits) }));
  const equityTag = { name: '', text: numberText(newest.equity, 2), value: newest.equity, colour: COLOUR.entry };
  const depthTag = { name: '', text: shareText(deepest), value: deepest, colour: COLOUR.fall };
  const column = columnWidth(
    [...equityFigures, ...depthFigures].map(({ text }) => text),
    [equityTag, depthTag],
  );
  const box = (rows: typeof EQUITY): Box => ({ left: MARGIN / 2, right: WIDTH - column, ...rows });
  const [scale, depthScale] = [
    scaleOf(range, EQUITY.top, EQUITY.bottom),
    scaleOf({ low: depth, high: 0 }, DRAWDOWN.top, DRAWDOWN.bottom),
  ];
  const [plot, below] = [box(EQUITY), box(DRAWDOWN)];
  // One instant has no length: its point stands at the left.
  const length = Math.max(1, newest.at - oldest.at);
  const x = (at: number): number => plot.left + ((at - oldest.at) / length) * (plot.right - plot.left);
  const ticks = timeTicks(oldest.at, newest.at, mostTicks(plot.right - plot.left)).map((tick) => ({ ...tick, x: x(tick.at) }));
  return {
    option: {
      ...seriesOf(points, [plot, below], [scale, depthScale], length),
      graphic: [
        ...headingElements({
          label,
          title,
          figure: `${numberText(newest.equity, 2)} ${currency}`,
          note: '',
          noteColour: COLOUR.plain,
          span: spanText(oldest.at, newest.at),
        }),
        ...across(equityFigures, scale, plot),
        ...across(depthFigures, depthScale, below),
        ...timeAxisElements(ticks, { top: plot.top, bottom: below.bottom, right: plot.right }),
        textElement('drawdown', plot.left + 4, DRAWDOWN.top - 24, { colour: COLOUR.fall }),
        dotElement(x(newest.at), scale.y(newest.equity), 8, COLOUR.entry, COLOUR.background),
        ...columnElements(equityFigures, [equityTag], scale, plot.right),
        ...columnElements(depthFigures, [depthTag], depthScale, plot.right),
      ],
    },
    width: WIDTH,
    height: HEIGHT,
  };
}

const across = (figures: readonly { readonly value: number }[], { y }: Scale, { left, right }: Box): readonly Element[] =>
  figures.map(({ value }) =>
    lineElement(
      [
        [left, y(value)],
        [right, y(value)],
      ],
      { colour: COLOUR.grid, z: 0 },
    ),
  );

function seriesOf(
  points: readonly Point[],
  [plot, below]: readonly [Box, Box],
  [scale, depthScale]: readonly [Scale, Scale],
  length: number,
): Chart['option'] {
  const from = points[0]?.at ?? 0;
  const time = { type: 'value' as const, show: false, min: 0, max: length };
  const line = { type: 'line' as const, symbol: 'none', z: 5, silent: true };
  return {
    animation: false,
    backgroundColor: COLOUR.background,
    grid: [gridOf(plot), gridOf(below)],
    xAxis: [
      { ...time, gridIndex: 0 },
      { ...time, gridIndex: 1 },
    ],
    yAxis: [
      { gridIndex: 0, type: 'value', show: false, min: scale.low, max: scale.high },
      { gridIndex: 1, type: 'value', show: false, min: depthScale.low, max: depthScale.high },
    ],
    series: [
      {
        ...line,
        lineStyle: { color: COLOUR.entry, width: 4, join: 'round' },
        areaStyle: { color: COLOUR.entry, opacity: 0.16, origin: 'start' },
        data: points.map(({ at, equity }) => [at - from, equity]),
      },
      {
        ...line,
        xAxisIndex: 1,
        yAxisIndex: 1,
        lineStyle: { color: COLOUR.fall, width: 3, join: 'round' },
        areaStyle: { color: COLOUR.fall, opacity: 0.28, origin: 'end' },
        data: points.map(({ at, drawdown }) => [at - from, Number.isFinite(drawdown) ? drawdown : '-']),
      },
    ],
  };
}
