import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { rsi } from './rsi.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars of the relative strength index of the close. */
  period: z.number().int().min(1).max(1000).default(3),
  /** Bars of the relative strength index of the streak. */
  streak: z.number().int().min(1).max(1000).default(2),
  /** Bars whose changes today's is ranked among; each is looked at again on every bar. */
  rank: z.number().int().min(1).max(1000).default(100),
});

type Params = z.infer<typeof params>;

/** Share of the last n numbers that were smaller than the next one, in percent; NaN before there are n, or while one of them is NaN. */
class Rank {
  private readonly last: Float64Array;
  private slot = 0;
  /** Numbers that are still to come before the first share. */
  private missing: number;

  constructor(n: number) {
    this.last = new Float64Array(n);
    this.missing = n;
  }

  push(next: number): number {
    const { last, slot, missing } = this;
    const n = last.length;
    let smaller = 0;
    // No branch here: which way it goes would be a toss for every number.
    for (let j = 0; j < n; j++) smaller += Number((last[j] ?? Number.NaN) < next);
    last[slot] = next;
    this.slot = slot + 1 === n ? 0 : slot + 1;
    this.missing = Number.isNaN(next) ? n : Math.max(missing - 1, 0);
    return missing > 0 || Number.isNaN(next) ? Number.NaN : (100 * smaller) / n;
  }
}

/**
 * Connors RSI, 0 to 100: the mean of the relative strength index of the close (`rsi`), that of its streak of rises or falls in a row
 * (`streakRsi`), and the share of the last changes that were smaller than today's (`percentRank`). All begin together.
 */
export const connorsRsi = {
  name: 'connorsRsi',
  version: 1,
  about: 'Connors RSI: how far, how long and how unusually the close has moved one way',
  source: 'Connors and Alvarez, An Introduction to ConnorsRSI (2012)',
  params,
  fields: ['value', 'rsi', 'streakRsi', 'percentRank'],
  warmup: (p) => Math.max(p.period, p.streak + 1, p.rank + 1),
  // A streak is known once the price has turned; one that outlasts this does not happen.
  memory: (p) => p.rank + p.streak + rsi.memory({ period: p.period }) + 2 * barsToFade(1 / p.streak),
  start(p, use, bars, out) {
    const strength = use(rsi, { period: p.period }).value;
    const gains = new Smoother(p.streak, 1 / p.streak);
    const losses = new Smoother(p.streak, 1 / p.streak);
    const rank = new Rank(p.rank);
    const state = new Float64Array([Number.NaN]);
    return (from, to) => {
      const { first } = bars;
      const closes = bars.close.values;
      const [value, ofClose] = [out.value.values, out.rsi.values];
      const [ofStreak, ofChange] = [out.streakRsi.values, out.percentRank.values];
      let before = bars.close.at(from - 1);
      let streak = state[0] ?? Number.NaN;
      for (let i = from - first; i < to - first; i++) {
        const price = closes[i] ?? Number.NaN;
        const change = before === 0 ? 0 : price / before - 1;
        before = price;
        const last = streak;
        const run = Number.isNaN(last) ? 0 : last;
        // What is neither a rise nor a fall is 0, or missing.
        streak = change > 0 ? Math.max(run, 0) + 1 : change < 0 ? Math.min(run, 0) - 1 : change;
        const gain = gains.push(Math.max(streak - last, 0));
        const moved = gain + losses.push(Math.max(last - streak, 0));
        const [a, b, c] = [strength.at(first + i), moved === 0 ? 50 : (100 * gain) / moved, rank.push(change)];
        const mean = (a + b + c) / 3;
        const warm = !Number.isNaN(mean);
        value[i] = mean;
        ofClose[i] = warm ? a : Number.NaN;
        ofStreak[i] = warm ? b : Number.NaN;
        ofChange[i] = warm ? c : Number.NaN;
      }
      state[0] = streak;
    };
  },
} satisfies Indicator<Params, 'value' | 'rsi' | 'streakRsi' | 'percentRank'>;
