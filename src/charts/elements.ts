import type { GraphicComponentOption } from 'echarts/components';
import { CSS_WEIGHT, drawable, FONT_FAMILY, type Weight } from './font.ts';
import type { Box } from './placing.ts';
import { COLOUR, SIZE } from './theme.ts';

/** Drawn at a place in pixels; whatever ECharts knows how to draw lies below. */
export type Element = GraphicComponentOption;

/** Above everything that a series draws. */
const ABOVE = 20;

export type TextLook = {
  readonly size?: number;
  readonly weight?: Weight;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Sets it off from what lies below. */
  readonly halo?: boolean;
};

/** One line of text whose middle lies at `y`. */
export function textElement(text: string, x: number, y: number, look: TextLook = {}): Element {
  const { size = SIZE.base, weight = 'regular', colour = COLOUR.text, align = 'left', halo = false } = look;
  return {
    type: 'text',
    z: ABOVE + 1,
    silent: true,
    style: {
      text: drawable(text),
      x,
      y,
      fontSize: size,
      fontFamily: FONT_FAMILY,
      fontWeight: CSS_WEIGHT[weight],
      fill: colour,
      align,
      verticalAlign: 'middle',
      ...(halo ? { stroke: COLOUR.background, lineWidth: 7, lineJoin: 'round' } : {}),
    },
  };
}

export const rectElement = ({ left, top, right, bottom }: Box, fill: string, radius = 0): Element => ({
  type: 'rect',
  z: ABOVE,
  silent: true,
  shape: { x: left, y: top, width: right - left, height: bottom - top, r: radius },
  style: { fill },
});

export const dotElement = (x: number, y: number, r: number, fill: string, ring?: string): Element => ({
  type: 'circle',
  z: ABOVE,
  silent: true,
  shape: { cx: x, cy: y, r },
  style: { fill, ...(ring === undefined ? {} : { stroke: ring, lineWidth: 3 }) },
});

export type LineLook = {
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly z?: number;
};

/** A line through points. Grid lines lie at the bottom (`z` 0), all others above what a series draws. */
export const lineElement = (
  points: readonly (readonly [number, number])[],
  { colour, width = 2, dash, z = ABOVE - 1 }: LineLook,
): Element => ({
  type: 'polyline',
  z,
  silent: true,
  shape: { points: points.map(([x, y]) => [x, y]) },
  style: { stroke: colour, lineWidth: width, fill: 'none', ...(dash === undefined ? {} : { lineDash: [...dash] }) },
});

export const polygonElement = (points: readonly (readonly [number, number])[], fill: string, ring: string): Element => ({
  type: 'polygon',
  z: ABOVE,
  silent: true,
  shape: { points: points.map(([x, y]) => [x, y]) },
  style: { fill, stroke: ring, lineWidth: 3, lineJoin: 'round' },
});
