import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Inter in two weights, the only fonts that pictures are drawn with: the same on every machine, whatever is installed there.
 * Widths and glyphs are read from the files themselves (OpenType: tables head, hhea, hmtx and cmap, format 4), so that the
 * layout knows where a text ends.
 */

const require = createRequire(import.meta.url);

export type Weight = 'regular' | 'semibold';

const FILES: Readonly<Record<Weight, string>> = {
  regular: require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  semibold: require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
};

export const FONT_FILES: readonly string[] = Object.values(FILES);
export const FONT_FAMILY = 'Inter';
/** Weights as CSS numbers. */
export const CSS_WEIGHT: Readonly<Record<Weight, number>> = { regular: 400, semibold: 600 };

/** Widths in parts of the font size, by code point; a character that is not in it cannot be drawn. */
function widthsOf(file: string): ReadonlyMap<number, number> {
  const bytes = readFileSync(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = (name: string): number => {
    for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16)
      if (bytes.toString('latin1', at, at + 4) === name) return view.getUint32(at + 8);
    throw new Error(`${file} is no font that can be read: it has no table ${name}`);
  };
  const unit = view.getUint16(table('head') + 18);
  const metrics = view.getUint16(table('hhea') + 34);
  const hmtx = table('hmtx');
  const widths = new Map<number, number>();
  for (const [code, glyph] of glyphsOf(view, table('cmap')))
    if (glyph !== 0) widths.set(code, view.getUint16(hmtx + 4 * Math.min(glyph, metrics - 1)) / unit);
  return widths;
}

/** Pairs of code point and glyph, of the subtable for the Basic Multilingual Plane. */
function* glyphsOf(view: DataView, cmap: number): Generator<readonly [number, number]> {
  let at = 0;
  for (let record = cmap + 4; record < cmap + 4 + 8 * view.getUint16(cmap + 2); record += 8) {
    const subtable = cmap + view.getUint32(record + 4);
    if (view.getUint16(subtable) === 4) at = subtable;
  }
  if (at === 0) throw new Error('the font has no character table of format 4');
  const doubled = view.getUint16(at + 6);
  for (let i = 0; i < doubled; i += 2) {
    const [end, start] = [view.getUint16(at + 14 + i), view.getUint16(at + 16 + doubled + i)];
    const shift = view.getUint16(at + 16 + 2 * doubled + i);
    const offsetAt = at + 16 + 3 * doubled + i;
    const offset = view.getUint16(offsetAt);
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const listed = offset === 0 ? code : view.getUint16(offsetAt + offset + 2 * (code - start));
      yield [code, listed === 0 ? 0 : (listed + shift) & 0xffff];
    }
  }
}

const WIDTHS: Readonly<Record<Weight, ReadonlyMap<number, number>>> = {
  regular: widthsOf(FILES.regular),
  semibold: widthsOf(FILES.semibold),
};

/** Width of a text in pixels, kerning left out. */
export function textWidth(text: string, size: number, weight: Weight): number {
  let sum = 0;
  for (const char of text) sum += WIDTHS[weight].get(char.codePointAt(0) ?? 0) ?? 1;
  return sum * size;
}

/** A text as the font can draw it: pictographs are left out, other characters without a glyph become `?`. */
export function drawable(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Extended_Pictographic}\p{Cc}\p{Cf}\p{Mn}]/gu, (char) => (inFont(char) ? char : ''));
  return Array.from(plain, (char) => (inFont(char) ? char : '?'))
    .join('')
    .trim();
}

const inFont = (char: string): boolean => WIDTHS.regular.has(char.codePointAt(0) ?? 0);

/** A text cut with an ellipsis so that it is no wider than `width` pixels. */
export function fitted(text: string, width: number, size: number, weight: Weight): string {
  if (textWidth(text, size, weight) <= width) return text;
  const chars = Array.from(text);
  while (chars.length > 0 && textWidth(`${chars.join('')}…`, size, weight) > width) chars.pop();
  return `${chars.join('').trimEnd()}…`;
}
