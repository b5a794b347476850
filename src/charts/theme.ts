/** Colours and sizes of all pictures: one dark theme, made to be read on a phone whose screen is as wide as the picture. */

/** Pixels. */
export const WIDTH = 1080;
/** Space that nothing but lines may enter, on every side. */
export const MARGIN = 36;

/** Font sizes in pixels; nothing that is to be read is smaller than `base`. */
export const SIZE = { base: 26, heading: 36, figure: 48 } as const;

export const COLOUR = {
  background: '#0e1420',
  grid: '#1e2738',
  axis: '#93a0b8',
  text: '#eef2f8',
  /** On a filled tag. */
  ink: '#0b101a',
  rise: '#2fc98e',
  fall: '#f4586c',
  /** What has no direction. */
  plain: '#dfe6f2',
  entry: '#62a8ff',
  stop: '#ff7a66',
  target: '#3ddc97',
  exit: '#ffc45c',
  support: '#3fb6d9',
  resistance: '#c58af5',
  bullish: '#7df0c0',
  bearish: '#ffab70',
} as const;

/** By the word in the mode's label: real money is red wherever it is shown. */
export const MODE_COLOUR = { live: '#ff4d5e', paper: '#4d9dff', replay: '#a884ff' } as const;
