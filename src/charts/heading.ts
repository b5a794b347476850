import { dotElement, type Element, textElement } from './elements.ts';
import { drawable, fitted, textWidth } from './font.ts';
import { COLOUR, MARGIN, MODE_COLOUR, SIZE, WIDTH } from './theme.ts';

/** Where the heading ends and the plot may begin. */
export const HEADING_BOTTOM = 158;

const TITLE_Y = 58;
const FIGURE_Y = 118;

export type Heading = {
  readonly label: string;
  readonly title: string;
  /** The newest value, large. */
  readonly figure: string;
  /** Beside it, such as the change that led to it. */
  readonly note: string;
  readonly noteColour: string;
  /** What is shown, at the right: `1 Jan 06:00 – 5 Jan 10:00 UTC`. */
  readonly span: string;
};

/** `● PAPER  LINK · 1h`, and below it the newest figure. The label's pictograph, which fonts lack, becomes a dot in its colour. */
export function headingElements({ label, title, figure, note, noteColour, span }: Heading): readonly Element[] {
  const mode = drawable(label);
  const colour = modeColour(mode);
  const modeText = fitted(mode, (WIDTH - 2 * MARGIN) / 2, SIZE.heading, 'semibold');
  const titleLeft = MARGIN + 36 + textWidth(modeText, SIZE.heading, 'semibold') + 26;
  const titleText = fitted(drawable(title), WIDTH - MARGIN - titleLeft, SIZE.heading, 'semibold');
  const noteLeft = MARGIN + textWidth(figure, SIZE.figure, 'semibold') + (figure === '' ? 0 : 22);
  const noteText = fitted(note, WIDTH - MARGIN - noteLeft, SIZE.heading - 6, 'semibold');
  const free = WIDTH - MARGIN - noteLeft - textWidth(noteText, SIZE.heading - 6, 'semibold') - 22;
  return [
    dotElement(MARGIN + 13, TITLE_Y, 12, colour),
    textElement(modeText, MARGIN + 36, TITLE_Y, { size: SIZE.heading, weight: 'semibold', colour }),
    textElement(titleText, titleLeft, TITLE_Y, { size: SIZE.heading, weight: 'semibold' }),
    textElement(figure, MARGIN, FIGURE_Y, { size: SIZE.figure, weight: 'semibold' }),
    textElement(noteText, noteLeft, FIGURE_Y + 4, { size: SIZE.heading - 6, weight: 'semibold', colour: noteColour }),
    // Half of a span would mislead; the time axis says the same.
    ...(textWidth(span, SIZE.base, 'regular') <= free
      ? [textElement(span, WIDTH - MARGIN, FIGURE_Y + 6, { colour: COLOUR.axis, align: 'right' })]
      : []),
  ];
}

function modeColour(mode: string): string {
  if (/\blive\b/i.test(mode)) return MODE_COLOUR.live;
  return /\bpaper\b/i.test(mode) ? MODE_COLOUR.paper : MODE_COLOUR.replay;
}
