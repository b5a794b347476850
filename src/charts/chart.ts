import type { BarSeriesOption, CandlestickSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GraphicComponentOption, GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { type Element, textElement } from './elements.ts';
import type { Box } from './placing.ts';
import { COLOUR, SIZE, WIDTH } from './theme.ts';

/** What ECharts is told, and the size of its picture in pixels. */
export type Chart = {
  readonly option: ComposeOption<
    BarSeriesOption | CandlestickSeriesOption | LineSeriesOption | GraphicComponentOption | GridComponentOption
  >;
  readonly width: number;
  readonly height: number;
};

/** A grid that lies exactly where the layout says: figures and ticks are drawn by ourselves, so nothing shifts it. */
export const gridOf = ({ left, top, right, bottom }: Box) => ({
  left,
  top,
  width: right - left,
  height: bottom - top,
  outerBoundsMode: 'none' as const,
});

/** A picture that says why there is nothing to see. */
export const emptyChart = (heading: readonly Element[], says: string, height: number): Chart => ({
  option: {
    animation: false,
    backgroundColor: COLOUR.background,
    graphic: [
      ...heading,
      textElement(says, WIDTH / 2, height / 2 + 40, { size: SIZE.heading, colour: COLOUR.axis, align: 'center' }),
    ],
  },
  width: WIDTH,
  height,
});
