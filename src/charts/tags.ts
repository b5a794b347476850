import { type Element, lineElement, rectElement, textElement } from './elements.ts';
import { textWidth } from './font.ts';
import { spread } from './placing.ts';
import type { Scale } from './scale.ts';
import { COLOUR, MARGIN, SIZE, WIDTH } from './theme.ts';

/** A value at the right edge on a filled plate, beside the axis. */
export type Tag = {
  /** Empty where the value speaks for itself. */
  readonly name: string;
  readonly text: string;
  readonly value: number;
  readonly colour: string;
};

const HEIGHT = 40;
const GAP = 6;
const INSET = 10;
/** From the plot to the plates: connecting lines run in it. */
const LEAD = 22;

/** How wide the column at the right must be for its axis figures and tags, in pixels from the plot to the picture's edge. */
export function columnWidth(figures: readonly string[], tags: readonly Tag[]): number {
  const plain = figures.map((text) => textWidth(text, SIZE.base, 'regular') + INSET);
  return LEAD + MARGIN / 2 + Math.max(0, ...plain, ...tags.map(tagWidth));
}

const tagWidth = ({ name, text }: Tag): number =>
  2 * INSET + textWidth(text, SIZE.base, 'semibold') + (name === '' ? 0 : textWidth(name, SIZE.base, 'regular') + 1.4 * INSET);

/** Axis figures and tags in the column right of `plotRight`; a figure gives way to a tag, and no two tags overlap. */
export function columnElements(
  figures: readonly { readonly value: number; readonly text: string }[],
  wanted: readonly Tag[],
  scale: Scale,
  plotRight: number,
): readonly Element[] {
  const tags = placed(wanted, scale);
  const right = WIDTH - MARGIN / 2;
  return [
    ...figures
      .filter(({ value }) => tags.every(({ y }) => Math.abs(y - scale.y(value)) > HEIGHT / 2 + SIZE.base / 2))
      .map(({ value, text }) => textElement(text, right - INSET, scale.y(value), { colour: COLOUR.axis, align: 'right' })),
    ...tags.flatMap(({ tag, y }) => {
      const left = right - tagWidth(tag);
      return [
        // What lies beyond the picture has no place to point at; its name begins with an arrow.
        ...(tag.value > scale.high || tag.value < scale.low
          ? []
          : [
              lineElement(
                [
                  [plotRight, scale.y(tag.value)],
                  [plotRight + LEAD - 6, y],
                  [left + 4, y],
                ],
                { colour: tag.colour },
              ),
            ]),
        rectElement({ left, top: y - HEIGHT / 2, right, bottom: y + HEIGHT / 2 }, tag.colour, 8),
        ...(tag.name === '' ? [] : [textElement(tag.name, left + INSET, y, { colour: COLOUR.ink })]),
        textElement(tag.text, right - INSET, y, { colour: COLOUR.ink, weight: 'semibold', align: 'right' }),
      ];
    }),
  ];
}

const clamped = (value: number, { low, high }: Scale): number => Math.min(high, Math.max(low, value));

/** The first of the wanted tags that there is room for, each as near to its value as the others let it. */
function placed(wanted: readonly Tag[], scale: Scale): readonly { readonly tag: Tag; readonly y: number }[] {
  const room = Math.max(1, Math.floor((scale.bottom - scale.top) / (HEIGHT + GAP)));
  const tags = wanted.slice(0, room).toSorted((a, b) => b.value - a.value);
  const heights = spread(
    tags.map(({ value }) => scale.y(clamped(value, scale))),
    HEIGHT + GAP,
    scale.top - HEIGHT / 2,
    scale.bottom + HEIGHT / 2,
  );
  return tags.map((tag, i) => ({ tag, y: heights[i] ?? 0 }));
}
