import { expect, it } from 'vitest';
import { leastSquares } from '../../../src/core/cointegration/leastSquares.ts';
import { kalmanHedge } from '../../../src/core/indicators/kalmanHedge.ts';
import { newColumns } from '../../../src/core/market/columns.ts';
import { createStudy } from '../../../src/core/study/graph.ts';
import { randomCandles } from '../study/conformance/series.ts';

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

it('one that may move finds a hedge ratio that has changed, which one that may not averages', () => {
  const half = Math.log(partner.close[ROWS / 2] ?? Number.NaN);
  const changed = (drift: number) =>
    tracked((i, x) => (i < ROWS / 2 ? 0.7 : 1.1) * (x - half) + 0.1 * noiseAt(i), { drift }).line.hedge;
  expect(changed(1).at(ROWS / 2 - 1)).toBeCloseTo(0.7, 1);
  expect(changed(1).at(ROWS - 1)).toBeCloseTo(1.1, 1);
  expect(changed(0).at(ROWS - 1)).toBeLessThan(1);
});

it('the spread says how large a surprise is: z has the same size whatever the noise, and units do not count', () => {
  const uniform = (i: number): number => (((i * 2654435761) % 4294967296) / 4294967296 - 0.5) * 2;
  const zs = (size: number, unit: number) => {
    const { line } = tracked((i, x) => 1.5 + 0.7 * (x + unit) + size * uniform(i), {});
    return Array.from({ length: ROWS - 200 }, (_, k) => line.z.at(k + 200));
  };
  const quiet = zs(0.001, 0);
  const deviation = Math.sqrt(quiet.reduce((sum, z) => sum + z * z, 0) / quiet.length);
  expect(deviation).toBeCloseTo(1, 1);
  zs(0.02, 5).forEach((z, k) => expect(z).toBeCloseTo(quiet[k] ?? Number.NaN, 4));
});

it('the two at rest, or on one line, are no surprise', () => {
  expect(tracked(() => 4, {}).line.z.at(ROWS - 1)).toBe(0);
  expect(Math.abs(tracked((_, x) => 0.5 + 0.7 * x, { drift: 0 }).line.z.at(ROWS - 1))).toBeLessThan(0.1);
});

it('says nothing before it has settled, nor of a bar without its partner', () => {
  const { line } = tracked((i, x) => x + (i === 1_500 ? Number.NaN : noiseAt(i)), { settle: 50 });
  expect([line.z.at(48), line.z.at(1_500)]).toEqual([Number.NaN, Number.NaN]);
  expect(line.z.at(49)).not.toBeNaN();
  expect(line.z.at(1_501)).not.toBeNaN();
});
