import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { close } from './close.ts';

const params = z.object({
  /** The other symbol of the pair. */
  partner: z.string().min(1),
  /**
   * Variance of the line's own movement a bar, as a share of the spread's; 0 is one line for ever. Its level follows within about
   * 1 / sqrt(drift) bars, its slope more slowly, since only what the two do together tells of it.
   */
  drift: z.number().min(0).max(1).default(1e-4),
  /** Bars that the line is given to settle before it is told, and over which the spread's variance is learned. */
  settle: z.number().int().min(2).max(10_000).default(100),
});

type Params = z.infer<typeof params>;

/** Variance of the hedge ratio before anything is known, as a share of the spread's: so wide that prices alone decide. */
const UNKNOWN = 1e8;

/** A variance at the size of rounding: prices that do not move, or a line without a spread. */
const FLAT = 1e-24;

const FIELDS = ['z', 'hedge', 'intercept'] as const;

/**
 * Hedge ratio that follows the market: log(this) = intercept + hedge x log(partner), both walking at random, tracked by a Kalman filter.
 * All variances are shares of the spread's, which is learned from the forecasts' errors, so that no pair and no timeframe needs
 * constants of its own; Chan's (1e-4, 1e-3) are for daily dollar prices. Log prices are taken from the first bar's, so that units do not
 * count. z: how far the newest price is from what the line foretold, in standard deviations of that forecast; 0 where nothing has moved.
 * After a bar without either price the line is a bar less sure; that bar itself is NaN. It never quite forgets: its memory has no end.
 */
export const kalmanHedge = {
  name: 'kalman hedge',
  version: 1,
  about: 'Hedge ratio of two symbols that follows the market, and how surprising the newest spread is',
  source: 'Chan, Algorithmic Trading (2013), chapter 3; West and Harrison (1997), chapter 4, for a variance that is learned',
  params,
  fields: FIELDS,
  warmup: (p) => p.settle - 1,
  memory: () => Number.POSITIVE_INFINITY,
  start(p, use, bars, out) {
    const partner = use(close, {}, { symbol: p.partner }).value;
    let [firstY, firstX] = [0, 0];
    let [hedge, level] = [0, 0];
    // Covariance of the two: its three distinct numbers. The first bar is the level, as surely as any bar tells it.
    let [ofHedge, between, ofLevel] = [UNKNOWN, 0, 1];
    let noise = 0;
    let seen = 0;
    return (from, to) => {
      for (let i = from; i < to; i++) {
        const y = Math.log(bars.close.at(i));
        const x = Math.log(partner.at(i));
        const whole = Number.isFinite(y) && Number.isFinite(x);
        let surprise = 0;
        if (seen > 0) {
          ofHedge += p.drift;
          ofLevel += p.drift;
        } else if (whole) {
          [firstY, firstX] = [y, x];
        }
        if (whole && seen > 0) {
          const away = x - firstX;
          const first = ofHedge * away + between;
          const second = between * away + ofLevel;
          const variance = away * first + second + 1;
          const error = y - firstY - hedge * away - level;
          surprise = noise > FLAT ? error / Math.sqrt(variance * noise) : 0;
          noise += ((error * error) / variance - noise) / Math.min(seen, p.settle);
          const [gainHedge, gainLevel] = [first / variance, second / variance];
          hedge += gainHedge * error;
          level += gainLevel * error;
          ofHedge -= gainHedge * first;
          between -= gainHedge * second;
          ofLevel -= gainLevel * second;
        }
        if (whole) seen += 1;
        const told = whole && seen >= p.settle && i >= p.settle - 1;
        out.z.set(i, told ? surprise : Number.NaN);
        out.hedge.set(i, told ? hedge : Number.NaN);
        out.intercept.set(i, told ? firstY + level - hedge * firstX : Number.NaN);
      }
    };
  },
} satisfies Indicator<Params, (typeof FIELDS)[number]>;
