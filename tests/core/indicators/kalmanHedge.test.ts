import { expect, it } from 'vitest';
import { leastSquares } from '../../../src/core/cointegration/leastSquares.ts';
import { createStudy } from '../../../src/core/graph.ts';
import { kalmanHedge } from '../../../src/core/indicators/kalmanHedge.ts';
import { newColumns } from '../../../src/core/market/columns.ts';
import { randomCandles } from '../contract/series.ts';

const ROWS = 2_000;
const partner = randomCandles(ROWS, 3);

/** The line's columns for a symbol whose log price is given by bar and by its partner's. */
function tracked(logAt: (i: number, x: number) => number, params: Record<string, number>) {
  const own = newColumns(ROWS);
  const logs = Float64Array.from(partner.close, (close, i) => logAt(i, Math.log(close)));
  for (let i = 0; i < ROWS; i++) {
    own.time[i] = partner.time[i] ?? 0;
    for (const name of ['open', 'high', 'low', 'close'] as const) own[name][i] = Math.exp(logs[i] ?? 0);
  }
  const study = createStudy((failure) => {
    throw failure.error;
  });
  const series = study.series('A', '5m');
  const line = series.use(kalmanHedge, kalmanHedge.params.parse({ partner: 'B', ...params }));
  study.series('B', '5m').bars.append(partner);
  series.bars.append(own);
  study.advance();
  return { line, logs };
}

const noiseAt = (i: number): number => 0.01 * Math.sin(i * 12.9898) * Math.cos(i * 78.233);

it('a line that may not move is the least-squares line over all bars', () => {
  const { line, logs } = tracked((i, x) => 1.5 + 0.7 * x + noiseAt(i), { drift: 0 });
  const x = Float64Array.from(partner.close, Math.log);
  const [intercept, hedge] = leastSquares(logs, [new Float64Array(ROWS).fill(1), x]).coefficients;
  expect(line.hedge.at(ROWS - 1)).toBeCloseTo(hedge ?? Number.NaN, 6);
  expect(line.intercept.at(ROWS - 1)).toBeCloseTo(intercept ?? Number.NaN, 5);
});

it('one that may move follows a hedge ratio that changes, which the line over all bars does not', () => {
  const hedgeAt = (i: number): number => 0.7 + 0.4 * Math.max(0, i / ROWS - 0.5);
  const { line, logs } = tracked((i, x) => hedgeAt(i) * x + 0.1 * noiseAt(i), { drift: 1e-4, noise: 1e-6 });
  const x = Float64Array.from(partner.close, Math.log);
  const [, overAll = Number.NaN] = leastSquares(logs, [new Float64Array(ROWS).fill(1), x]).coefficients;
  const away = (hedge: number): number => Math.abs(hedge - hedgeAt(ROWS - 1));
  expect(line.hedge.at(ROWS / 2 - 1)).toBeCloseTo(0.7, 1);
  expect(away(line.hedge.at(ROWS - 1))).toBeLessThan(0.5 * away(overAll));
});

it('says nothing before it has settled, nor of a bar without its partner', () => {
  const { line } = tracked((i, x) => x + (i === 1_500 ? Number.NaN : noiseAt(i)), { settle: 50 });
  expect([line.z.at(48), line.z.at(1_500)]).toEqual([Number.NaN, Number.NaN]);
  expect(line.z.at(49)).not.toBeNaN();
  expect(line.z.at(1_501)).not.toBeNaN();
});
