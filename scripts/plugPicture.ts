import type { CandleColumns } from '../src/core/market/candles.ts';
import { rowsOf } from '../src/core/market/columns.ts';
import { lively } from '../src/core/study/conformance/markets.ts';
import type { CatalogueEntry } from '../src/tools/study/catalogue.ts';
import { type Values, valuesOf } from '../src/tools/study/values.ts';

const WIDTH = 640;
const PANE = 120;
const GAP = 10;
const SHOWN = 120;
const COLOURS = ['#2f81f7', '#e3862d', '#3fa55b', '#a06bd6', '#d6497c', '#17a2a2'];
const PRICE = '#8b949e';
const RISE = '#b4bcc6';
const FALL = '#57606a';

type Line = { readonly label: string; readonly colour: string; readonly values: readonly (number | undefined)[] };

/** The last candles with the plug-in's fields: on the price where they lie in its range, else in a pane of their own. */
export function plugPicture(entry: CatalogueEntry): string {
  const candles = lively(900, 56);
  const values = valuesOf(entry, {}, { candles, timeframe: '5m', units: ['ms'] });
  const from = firstShown(entry, values);
  const shown = rowsOf(candles, from, from + SHOWN);
  const [low, high] = [Math.min(...shown.low), Math.max(...shown.high)];
  const lines = entry.plugin.fields.map((field, i): Line => {
    const drawn = Array.from({ length: SHOWN }, (_, k) => values.at(field, from + k));
    return { label: field === 'value' ? entry.name : field, colour: COLOURS[i % COLOURS.length] ?? PRICE, values: drawn };
  });
  const onPrice = ({ values: drawn }: Line): boolean => {
    const known = drawn.filter((value) => value !== undefined && value !== 0);
    const inside = known.filter((value) => value !== undefined && value > low * 0.9 && value < high * 1.1);
    return known.length > 0 && inside.length > 0.9 * known.length;
  };
  const over = lines.filter(onPrice);
  const under = lines.filter((line) => !onPrice(line));
  const height = under.length === 0 ? PANE : 2 * PANE + GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="11">`,
    `<title>${entry.name} over ${SHOWN} invented candles</title>`,
    `<rect width="${WIDTH}" height="${height}" rx="6" fill="#fff" stroke="#d0d7de"/>`,
    drawPrices(shown, low, high),
    ...over.map((line) => path({ ...line, values: line.values.map((value) => (value === 0 ? undefined : value)) }, low, high, 0)),
    ...(under.length === 0 ? [] : [pane(under)]),
    legend(over, 14),
    legend(under, PANE + GAP + 14),
    '</svg>',
    '',
  ].join('\n');
}

/** Where something is to be seen: the newest candles, or for what is seldom there those around the last time it was. */
function firstShown({ plugin }: CatalogueEntry, values: Values): number {
  const newest = values.rows - SHOWN;
  const speaks = (row: number): boolean => plugin.fields.some((field) => (values.at(field, row) ?? 0) !== 0);
  for (let row = newest; row < values.rows; row++) if (speaks(row)) return newest;
  for (let row = newest; row > SHOWN; row--) if (speaks(row)) return row - SHOWN / 2;
  return newest;
}

const x = (k: number): number => Math.round(4 + ((k + 0.5) * (WIDTH - 8)) / SHOWN);
const y = (value: number, low: number, high: number, top: number): number =>
  Math.round(top + 8 + (1 - (value - low) / (high - low || 1)) * (PANE - 16));

function drawPrices({ open, high, low, close }: CandleColumns, least: number, most: number): string {
  const at = (column: Float64Array, k: number): number => y(column[k] ?? 0, least, most, 0);
  const all = Array.from({ length: SHOWN }, (_, k) => k);
  const wicks = all.map((k) => `M${x(k)} ${at(high, k)}V${at(low, k)}`);
  const bodies = (rising: boolean): string =>
    all
      .filter((k) => (close[k] ?? 0) >= (open[k] ?? 0) === rising)
      .map((k) => `M${x(k)} ${Math.min(at(open, k), at(close, k))}v${Math.max(1, Math.abs(at(open, k) - at(close, k)))}`)
      .join('');
  return [
    `<path d="${wicks.join('')}" stroke="${PRICE}"/>`,
    `<path d="${bodies(true)}" stroke="${RISE}" stroke-width="3"/>`,
    `<path d="${bodies(false)}" stroke="${FALL}" stroke-width="3"/>`,
  ].join('');
}

function pane(lines: readonly Line[]): string {
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const top = PANE + GAP;
  const zero = low < 0 && high > 0 ? `<path d="M4 ${y(0, low, high, top)}H${WIDTH - 4}" stroke="#d0d7de"/>` : '';
  return [
    `<path d="M0 ${top - GAP / 2}H${WIDTH}" stroke="#d0d7de"/>`,
    zero,
    ...lines.map((line) => path(line, low, high, top)),
  ].join('');
}

function path({ values, colour }: Line, low: number, high: number, top: number): string {
  let drawing = false;
  const steps = values.map((value, k) => {
    const step = value === undefined ? '' : `${drawing ? 'L' : 'M'}${x(k)} ${y(value, low, high, top)}`;
    const alone = value !== undefined && !drawing && values[k + 1] === undefined;
    drawing = value !== undefined;
    return alone ? `${step}h2` : step;
  });
  return `<path d="${steps.join('')}" fill="none" stroke="${colour}" stroke-width="1.3"/>`;
}

const legend = (lines: readonly Line[], top: number): string =>
  lines.map(({ label, colour }, i) => `<text x="${8 + i * 90}" y="${top}" fill="${colour}">${label}</text>`).join('');
