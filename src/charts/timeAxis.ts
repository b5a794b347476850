import { type Element, lineElement, textElement } from './elements.ts';
import { textWidth } from './font.ts';
import { COLOUR, MARGIN, SIZE, WIDTH } from './theme.ts';
import type { TimeTick } from './timeTicks.ts';

/** As many names of times as stand side by side without touching. */
export const mostTicks = (width: number): number => Math.max(1, Math.floor(width / 150));

/** Fine lines at the ticks, their names below the plot, and the zone in which they are told. */
export function timeAxisElements(
  ticks: readonly (TimeTick & { readonly x: number })[],
  plot: { readonly top: number; readonly bottom: number; readonly right: number },
): readonly Element[] {
  const y = plot.bottom + 34;
  let free = MARGIN / 2;
  const named: Element[] = [];
  for (const { x, text } of ticks) {
    const half = textWidth(text, SIZE.base, 'regular') / 2;
    if (x - half < free || x + half > plot.right + half / 2) continue;
    named.push(textElement(text, x, y, { colour: COLOUR.axis, align: 'center' }));
    free = x + half + 24;
  }
  return [
    ...ticks.map(({ x }) =>
      lineElement(
        [
          [x, plot.top],
          [x, plot.bottom],
        ],
        { colour: COLOUR.grid, z: 0 },
      ),
    ),
    ...named,
    textElement('UTC', WIDTH - MARGIN / 2 - 10, y, { colour: COLOUR.axis, align: 'right' }),
  ];
}
