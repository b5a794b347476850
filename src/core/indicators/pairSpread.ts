import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { close } from './close.ts';

const params = z.object({
  /** The other symbol of the pair. */
  partner: z.string().min(1),
  /** Bars of the rolling regression. */
  lookback: z.number().int().min(20).max(10_000).default(200),
});

type Params = z.infer<typeof params>;

const FIELDS = ['z', 'hedge', 'correlation', 'halfLife', 'dickeyFuller'] as const;

/**
 * The spread of a pair: residual of the least-squares line log(this) = a + hedge x log(partner) over the last `lookback` bars.
 * z: the newest residual in (population) standard deviations; correlation: of the two log returns; halfLife: bars, -ln 2 over the
 * slope of the residual's change on its lag with a constant, Infinity when it does not return; dickeyFuller: t of the residual's own
 * lag in its change (Engle-Granger's second step without lags; below -3.34 rejects "no cointegration" at 5 %).
 * NaN where either price is missing within the window; z, t and half-life are NaN on a window that never moves.
 */
export const pairSpread = {
  name: 'pair spread',
  version: 1,
  about: 'Rolling hedge ratio, z-score, correlation, half-life and Dickey-Fuller t of two symbols',
  source:
    'Engle and Granger (1987); MacKinnon (2010) for the critical value; Chan, Algorithmic Trading, chapter 2 for the half-life',
  params,
  fields: FIELDS,
  warmup: (p) => p.lookback - 1,
  memory: (p) => p.lookback,
  start(p, use, bars, out) {
    const n = p.lookback;
    const partner = use(close, {}, { symbol: p.partner }).value;
    // Each value is written twice, n apart, so that the window always lies in one piece: [slot + 1, slot + n].
    const ys = new Float64Array(2 * n);
    const xs = new Float64Array(2 * n);
    let whole = 0;

    const silent = (i: number): void => {
      for (const field of FIELDS) out[field].set(i, Number.NaN);
    };

    const measure = (i: number, start: number): void => {
      const end = start + n;
      let meanY = 0;
      let meanX = 0;
      for (let k = start; k < end; k++) {
        meanY += ys[k] ?? 0;
        meanX += xs[k] ?? 0;
      }
      meanY /= n;
      meanX /= n;
      let xx = 0;
      let xy = 0;
      for (let k = start; k < end; k++) {
        const x = (xs[k] ?? 0) - meanX;
        xx += x * x;
        xy += x * ((ys[k] ?? 0) - meanY);
      }
      const hedge = xx > 0 ? xy / xx : Number.NaN;
      let squares = 0;
      let lagged = 0;
      let lags = 0;
      let moves = 0;
      let product = 0;
      let before = (ys[start] ?? 0) - meanY - hedge * ((xs[start] ?? 0) - meanX);
      const first = before;
      let residual = before;
      squares += before * before;
      let ry = 0;
      let rx = 0;
      let ryy = 0;
      let rxx = 0;
      let rxy = 0;
      for (let k = start + 1; k < end; k++) {
        const y = ys[k] ?? 0;
        const x = xs[k] ?? 0;
        residual = y - meanY - hedge * (x - meanX);
        const move = residual - before;
        squares += residual * residual;
        lags += before;
        lagged += before * before;
        product += before * move;
        moves += move * move;
        before = residual;
        const dy = y - (ys[k - 1] ?? 0);
        const dx = x - (xs[k - 1] ?? 0);
        ry += dy;
        rx += dx;
        ryy += dy * dy;
        rxx += dx * dx;
        rxy += dx * dy;
      }
      const m = n - 1;
      const returnsY = ryy - (ry * ry) / m;
      const returnsX = rxx - (rx * rx) / m;
      const slope = lagged > 0 ? product / lagged : Number.NaN;
      // The changes sum to last less first, so their mean needs no sum of its own.
      const drift = residual - first;
      const pull = (product - (lags * drift) / m) / (lagged - (lags * lags) / m);
      const unexplained = (moves - slope * product) / (m - 1);
      // Residuals at the size of rounding are a line without a spread.
      const moving = squares > n * 1e-24;
      out.z.set(i, moving ? residual / Math.sqrt(squares / n) : Number.NaN);
      out.hedge.set(i, hedge);
      out.correlation.set(i, returnsY > 0 && returnsX > 0 ? (rxy - (rx * ry) / m) / Math.sqrt(returnsY * returnsX) : Number.NaN);
      out.halfLife.set(i, moving ? (pull < 0 ? -Math.LN2 / pull : Number.POSITIVE_INFINITY) : Number.NaN);
      out.dickeyFuller.set(i, moving && unexplained > 0 ? slope / Math.sqrt(unexplained / lagged) : Number.NaN);
    };

    return (from, to) => {
      for (let i = from; i < to; i++) {
        const slot = i % n;
        const y = Math.log(bars.close.at(i));
        const x = Math.log(partner.at(i));
        ys[slot] = y;
        ys[slot + n] = y;
        xs[slot] = x;
        xs[slot + n] = x;
        whole = Number.isFinite(y) && Number.isFinite(x) ? whole + 1 : 0;
        if (whole < n) silent(i);
        else measure(i, slot + 1);
      }
    };
  },
} satisfies Indicator<Params, (typeof FIELDS)[number]>;
