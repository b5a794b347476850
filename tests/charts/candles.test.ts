import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { candlesChart } from '../../src/charts/candles.ts';
import { drawSvg } from '../../src/charts/draw.ts';
import type { CandlePicture } from '../../src/core/reply/picture.ts';
import { bare, crowded, walk } from './samples.ts';
import { textsOf } from './svg.ts';

const textsIn = (picture: CandlePicture): readonly string[] => textsOf(drawSvg(picture));

describe('a picture of candles', () => {
  it('says the mode first, then the symbol, the last price and how far it went', () => {
    const { open, close } = walk(120);
    const change = (close.at(-1) ?? 0) / (open[0] ?? 0) - 1;
    expect(textsIn(crowded()).slice(0, 5)).toEqual([
      'SYNTHETIC',
      'BTC · 1h',
      '43,273.0',
      `+${(change * 100).toFixed(2)} %`,
      '1 Jan 06:00 – 6 Jan 05:00 UTC',
    ]);
  });

  it('gives each candle to ECharts as open, close, low, high, rising ones hollow and falling ones filled', () => {
    const candles = walk(40);
    const { option } = candlesChart(bare(candles));
    const series = [option.series].flat();
    expect(series[0]).toMatchObject({
      type: 'candlestick',
      itemStyle: { color: option['backgroundColor'], color0: '#f4586c', borderColor: '#2fc98e' },
    });
    expect(series[0]?.data?.[7]).toEqual([candles.open[7], candles.close[7], candles.low[7], candles.high[7]]);
    expect(series[1]?.data?.[7]).toMatchObject({ value: candles.volume[7] });
  });

  it('tags every price across once, names its zones and lines, and tells the time in UTC', () => {
    const texts = textsIn(crowded());
    const once = ['entry', 'stop', '↑ exit', '64,909.4', '42,883.5', 'resistance', 'RSI regular', 'MACD hidden', 'UTC', '3 Jan'];
    const times = (names: readonly string[]): readonly number[] =>
      names.map((name) => texts.filter((text) => text === name).length);
    expect(times(once)).toEqual(once.map(() => 1));
    expect(times(['target', 'support'])).toEqual([2, 2]);
  });

  it('keeps the tags apart, and the axis figures off them', () => {
    const boxes = columnOf(crowded());
    expect(boxes).toHaveLength(6);
    boxes.slice(1).forEach((y, i) => expect(y - (boxes[i] ?? 0)).toBeGreaterThanOrEqual(40));
  });

  it('shows as many tags as fit when there are too many', () => {
    const prices = Array.from({ length: 60 }, (_, i) => ({ name: 'target' as const, price: 43_000 + i }));
    const boxes = columnOf({ ...crowded(), prices });
    expect(boxes.length).toBeGreaterThan(10);
    boxes.slice(1).forEach((y, i) => expect(y - (boxes[i] ?? 0)).toBeGreaterThanOrEqual(40));
  });

  it('leaves out what ended before the oldest candle', () => {
    const picture = crowded();
    const at = (picture.candles.time[0] ?? 0) - 5_000_000;
    const [from, to] = [
      { at: at - 1, price: 42_000 },
      { at, price: 42_000 },
    ];
    const early: CandlePicture = {
      ...picture,
      lines: [{ name: 'gone', side: 'bullish', from, to }],
      marks: [{ ...to, side: 'buy' }],
    };
    expect(candlesChart(early)).toEqual(candlesChart({ ...picture, lines: [], marks: [] }));
  });
});

describe('little or odd data', () => {
  const holes = walk(50);
  holes.close.fill(Number.NaN, 10, 20);
  holes.volume.fill(Number.NaN, 5, 12);
  const nothing = walk(5);
  nothing.open.fill(Number.NaN);
  const sorts: readonly (readonly [string, CandlePicture, readonly string[]])[] = [
    ['no candle', bare(walk(0)), ['PAPER', 'BTC · 1h', 'no candles yet']],
    ['only holes', bare(nothing), ['no candles yet']],
    ['one candle', bare(walk(1)), ['41,929.8', '−0.17 %', '1 Jan 06:00 UTC']],
    ['holes', bare(holes), ['UTC']],
    ['prices that never move', bare(walk(30, { swing: 0 })), ['42,000.0', '0.00 %']],
    ['prices of zero', bare(walk(30, { price: 0 })), ['0.0', 'UTC']],
    ['the smallest prices', bare(walk(60, { price: 1e-8 }), 1e-10), ['0.0000000107', '0.0000000100']],
    ['large prices', bare(walk(60, { price: 123_456 }), 0.01), ['132,669.75', '+7.46 %']],
    ['a tick of zero', bare(walk(30), 0), ['UTC']],
    ['a tick that is none', bare(walk(30), Number.NaN), ['UTC']],
    [
      'lines and zones that are not numbers',
      {
        ...bare(walk(30)),
        zones: [{ low: Number.NaN, high: 1, kind: 'support' }],
        prices: [{ name: 'stop', price: Number.NaN }],
        marks: [{ at: Number.NaN, price: Number.NaN, side: 'buy' }],
        lines: [{ name: 'x', side: 'bullish', from: { at: 0, price: Number.NaN }, to: { at: Number.NaN, price: 1 } }],
      },
      ['UTC'],
    ],
    ['a name that no font has', { ...bare(walk(3)), title: '币安人生 <b>&· 1h', label: '🧪💥' }, ['???? <b>&· 1h']],
  ];

  it.each(sorts)('%s', (_, picture, expected) => {
    const svg = drawSvg(picture);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(textsOf(svg)).toEqual(expect.arrayContaining([...expected]));
  });
});

/** Middles of the filled plates at the right edge, from the top. */
function columnOf(picture: CandlePicture): readonly number[] {
  const heights: number[] = [];
  for (const element of [candlesChart(picture).option.graphic ?? []].flat()) {
    const plate = z.object({ type: z.literal('rect'), shape: z.object({ y: z.number(), height: z.number(), r: z.literal(8) }) });
    const { data } = plate.safeParse(element);
    if (data !== undefined) heights.push(data.shape.y + data.shape.height / 2);
  }
  return heights.toSorted((a, b) => a - b);
}
