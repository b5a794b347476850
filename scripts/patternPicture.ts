import type { CandleColumns } from '../src/core/market/candles.ts';
import { rowsOf } from '../src/core/market/columns.ts';
import type { CatalogueEntry } from '../src/tools/study/catalogue.ts';
import { valuesOf } from '../src/tools/study/values.ts';
import { gappyCandles } from '../tests/core/patterns/gappyCandles.ts';

const WIDTH = 260;
const HEIGHT = 120;
const SHOWN = 9;
const STEP = (WIDTH - 20) / SHOWN;
const MARK = '#e3862d';
const INK = '#57606a';

const market: CandleColumns = gappyCandles(50_000, 14);

/** The candles up to one at which the pattern is there, which is marked; of its hits that in the middle. */
export function patternPicture(entry: CatalogueEntry): string {
  const values = valuesOf(entry, {}, { candles: market, timeframe: '5m', units: ['ms'] });
  const hits = Array.from({ length: values.rows }, (_, row) => row).filter((row) => (values.at('value', row) ?? 0) !== 0);
  const hit = hits[Math.floor(hits.length / 2)];
  if (hit === undefined) throw new Error(`${entry.name} is nowhere in the market that pictures are drawn from`);
  const { open, high, low, close } = rowsOf(market, hit - SHOWN + 2, hit + 2);
  const [bottom, top] = [Math.min(...low), Math.max(...high)];
  const y = (price: number): number => Math.round(10 + (1 - (price - bottom) / (top - bottom || 1)) * (HEIGHT - 34));
  const candle = (k: number): string => {
    const x = Math.round(10 + (k + 0.5) * STEP);
    const [from, to] = [y(Math.max(open[k] ?? 0, close[k] ?? 0)), y(Math.min(open[k] ?? 0, close[k] ?? 0))];
    const white = (close[k] ?? 0) >= (open[k] ?? 0);
    return `<path d="M${x} ${y(high[k] ?? 0)}V${y(low[k] ?? 0)}" stroke="${INK}"/><rect x="${x - 7}" y="${from}" width="14" height="${Math.max(1, to - from)}" fill="${white ? '#fff' : INK}" stroke="${INK}"/>`;
  };
  const says = values.at('value', hit) ?? 0;
  const marked = Math.round(10 + (SHOWN - 1.5) * STEP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="11">`,
    `<title>${entry.name} among invented candles</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="6" fill="#fff" stroke="#d0d7de"/>`,
    ...Array.from({ length: SHOWN }, (_, k) => candle(k)),
    `<text x="${marked}" y="${HEIGHT - 8}" text-anchor="middle" fill="${MARK}">▲ ${says > 0 ? '+' : '−'}${Math.abs(says)}</text>`,
    '</svg>',
    '',
  ].join('\n');
}
