import { z } from 'zod';
import type { Indicator } from '../study.ts';
import { close } from './close.ts';

const params = z.object({
  /** The other symbol of the pair. */
  partner: z.string().min(1),
  /** How freely the line may move from bar to bar: 0 is one line for ever. */
  drift: z.number().min(0).max(0.1).default(1e-4),
  /** Variance of the spread that is noise, in squared log prices. */
  noise: z.number().min(1e-12).max(1).default(1e-3),
  /** Bars that the line is given to settle before it is told. */
  settle: z.number().int().min(2).max(10_000).default(100),
});

type Params = z.infer<typeof params>;

/** Variance of hedge and intercept before anything is known: wide enough that the first bars decide. */
const UNKNOWN = 1e4;

const FIELDS = ['z', 'hedge', 'intercept'] as const;

/**
 * Hedge ratio that follows the market: log(this) = intercept + hedge x log(partner), both walking at random, tracked by a Kalman filter.
 * z: how far the newest price is from what the line foretold, in standard deviations of that forecast. After a bar without either
 * price the line is a bar less sure; that bar itself is NaN. It never quite forgets, so its memory is without end.
 */
export const kalmanHedge = {
  name: 'kalman hedge',
  version: 1,
  about: 'Hedge ratio of two symbols that follows the market, and how surprising the newest spread is',
  source: 'Chan, Algorithmic Trading (2013), chapter 3; Kalman (1960)',
  params,
  fields: FIELDS,
  warmup: (p) => p.settle - 1,
  memory: () => Number.POSITIVE_INFINITY,
  start(p, use, bars, out) {
    const partner = use(close, {}, { symbol: p.partner }).value;
    const walk = p.drift / (1 - p.drift);
    let [hedge, intercept] = [0, 0];
    // Covariance of the two: its three distinct numbers.
    let [ofHedge, between, ofIntercept] = [UNKNOWN, 0, UNKNOWN];
    let seen = 0;
    return (from, to) => {
      for (let i = from; i < to; i++) {
        ofHedge += walk;
        ofIntercept += walk;
        const y = Math.log(bars.close.at(i));
        const x = Math.log(partner.at(i));
        const whole = Number.isFinite(y) && Number.isFinite(x);
        let surprise = Number.NaN;
        if (whole) {
          const first = ofHedge * x + between;
          const second = between * x + ofIntercept;
          const variance = x * first + second + p.noise;
          const error = y - hedge * x - intercept;
          const [gainHedge, gainIntercept] = [first / variance, second / variance];
          hedge += gainHedge * error;
          intercept += gainIntercept * error;
          ofHedge -= gainHedge * first;
          between -= gainHedge * second;
          ofIntercept -= gainIntercept * second;
          surprise = error / Math.sqrt(variance);
          seen += 1;
        }
        const told = whole && seen >= p.settle && i >= p.settle - 1;
        out.z.set(i, told ? surprise : Number.NaN);
        out.hedge.set(i, told ? hedge : Number.NaN);
        out.intercept.set(i, told ? intercept : Number.NaN);
      }
    };
  },
} satisfies Indicator<Params, (typeof FIELDS)[number]>;
