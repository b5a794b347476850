import { describe, expect, it } from 'vitest';
import { drawSvg } from '../../src/charts/draw.ts';
import { equityChart } from '../../src/charts/equity.ts';
import type { EquityPicture } from '../../src/core/reply/picture.ts';
import { equity } from './samples.ts';
import { textsOf } from './svg.ts';

describe('a picture of equity', () => {
  it('says the mode first, tags the last value and the deepest drawdown', () => {
    const texts = textsOf(drawSvg(equity(500)));
    expect(texts.slice(0, 3)).toEqual(['LIVE', 'Equity', '14,404.60 USDT']);
    expect(texts).toEqual(expect.arrayContaining(['1 Jan 06:00 – 3 Mar 15:00 UTC', 'drawdown', '14,404.60', '−6.11 %', 'UTC']));
  });

  it('gives ECharts the equity over its time and the drawdown below', () => {
    const picture = equity(20);
    const [first, second] = [equityChart(picture).option.series].flat();
    const { at, equity: value, drawdown } = picture.points[9] ?? { at: 0, equity: 0, drawdown: 0 };
    const since = at - (picture.points[0]?.at ?? 0);
    expect(first?.data?.[9]).toEqual([since, value]);
    expect(second?.data?.[9]).toEqual([since, drawdown]);
  });

  const odd = (points: EquityPicture['points']): EquityPicture => ({ ...equity(0), points });
  it.each([
    ['no point', equity(0), ['LIVE', 'no equity yet']],
    ['one point', equity(1), ['10,023.84 USDT', '0.00 %']],
    ['equity that never moves', odd([0, 1, 2].map((at) => ({ at, equity: 100, drawdown: 0 }))), ['100.00 USDT']],
    ['equity of nothing', odd([0, 1].map((at) => ({ at, equity: 0, drawdown: 0 }))), ['0.00 USDT']],
    ['a debt', odd([5, -5].map((value, at) => ({ at, equity: value, drawdown: -value / 5 - 1 }))), ['−5.00 USDT']],
    ['holes', odd([1, Number.NaN, 3].map((value, at) => ({ at, equity: value, drawdown: Number.NaN }))), ['3.00 USDT']],
  ])('of %s', (_, picture, expected) => {
    const svg = drawSvg(picture);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(expected));
  });
});
