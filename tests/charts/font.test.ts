import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { drawPng, drawSvg } from '../../src/charts/draw.ts';
import { drawable, FONT_FAMILY, FONT_FILES, fitted, textWidth } from '../../src/charts/font.ts';
import { crowded } from './samples.ts';

const drawn = (text: string, size = 100, weight = 400) => {
  const style = `font-family="${FONT_FAMILY}" font-size="${size}" font-weight="${weight}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="200"><text x="0" y="120" ${style}>${text}</text></svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: [...FONT_FILES] } });
};

describe('the font that comes along', () => {
  it.each(Array.from('−·→✓↑↓–…≤%$€£¥₹₮₿ΔЖé'))('draws %s', (char) => {
    expect(drawable(char)).toBe(char);
    // What has no glyph is drawn as the same empty frame.
    expect(drawn(char).render().asPng()).not.toEqual(drawn('\u{e0ff}').render().asPng());
  });

  it.each([
    ['🔴 LIVE', 'LIVE'],
    ['📄 PAPER', 'PAPER'],
    ['币安 · 1h', '?? · 1h'],
    ['a\u0000b\u202ec', 'abc'],
    ['👩‍🚀', ''],
  ])('has %j as %j', (text, expected) => {
    expect(drawable(text)).toBe(expected);
  });

  it.each([
    ['44,180.5', 'semibold', 600],
    ['0.0000000107', 'regular', 400],
    ['resistance', 'regular', 400],
  ] as const)('is at most as wide as it says: %s', (text, weight, css) => {
    const { width = 0 } = drawn(text, 100, css).getBBox() ?? {};
    // The outline ends a bearing short of the advance on either side, and kerning only brings letters nearer.
    expect(textWidth(text, 100, weight)).toBeGreaterThan(width);
    expect(textWidth(text, 100, weight)).toBeLessThan(width + 35);
  });

  it('cuts what is too wide', () => {
    expect(fitted('a long title of something', 100, 26, 'regular')).toBe('a long…');
    expect(fitted('short', 100, 26, 'regular')).toBe('short');
  });

  it('is the only one: a text in another family is drawn in it all the same', () => {
    expect(drawSvg(crowded())).not.toMatch(/sans-serif|href|url\(http|@font-face/);
    expect(drawPng(crowded()).length).toBeGreaterThan(50_000);
  });
});
