import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { adx } from './adx.ts';
import { natr } from './natr.ts';
import { volumeAverage } from './volumeAverage.ts';

const params = z.object({
  /** Bars of the average true range and of ADX. */
  period: z.number().int().min(2).max(200).default(14),
  /** Bars among which today's range is ranked. */
  window: z.number().int().min(20).max(1000).default(200),
  /** ADX from which a market trends. */
  trend: z.number().min(5).max(60).default(25),
});

type Params = z.infer<typeof params>;

/** Ranks of the average true range from which a market is volatile, and up to which it is quiet. */
const VOLATILE = 0.9;
const QUIET = 0.1;

/**
 * State of the market from its own history: `regime` 0 quiet, 1 range, 2 trend, 3 volatile; `volatility` the rank (0 to 1) of today's
 * average true range, in per cent of the close, among those of the window; `direction` 1, -1 or 0 by the directional indicators where
 * it trends; `health` 0 to 1, the mean of three: calm (the rank below 0.8 counts in full, 1 not at all), traded (volume against its
 * average), and orderly (the body's share of the range, the rest being wicks).
 */
export const regime = {
  name: 'regime',
  version: 1,
  about: 'Quiet, range, trend or volatile, with the rank of volatility and the health of the market',
  source: 'Wilder (1978) for ADX and ATR; ranks of a market among its own history',
  params,
  fields: ['regime', 'volatility', 'direction', 'health'],
  warmup: (p) => Math.max(natr.warmup({ period: p.period }) + p.window - 1, adx.warmup({ period: p.period }), p.window - 1),
  memory: (p) => Math.max(natr.memory({ period: p.period }) + p.window, adx.memory({ period: p.period }), p.window),
  start(p, use, bars, out) {
    const range = use(natr, { period: p.period }).value;
    const index = use(adx, { period: p.period });
    const usual = use(volumeAverage, { period: p.window }).value;
    const share = (value: number): number => (value > 0 ? Math.min(1, value) : 0);
    return (from, to) => {
      for (let i = from; i < to; i++) {
        const today = range.at(i);
        let below = 0;
        let equal = 0;
        let whole = true;
        for (let k = i - p.window + 1; k <= i; k++) {
          const then = range.at(k);
          if (then < today) below += 1;
          else if (then === today) equal += 1;
          else if (Number.isNaN(then)) whole = false;
        }
        const strength = index.adx.at(i);
        if (!whole || Number.isNaN(today + strength + usual.at(i))) {
          for (const field of regime.fields) out[field].set(i, Number.NaN);
          continue;
        }
        // The middle of those that equal it, so that a market that never changes is neither volatile nor quiet.
        const rank = (below + 0.5 * (equal - 1)) / (p.window - 1);
        const trending = strength >= p.trend;
        const height = bars.high.at(i) - bars.low.at(i);
        const orderly = height > 0 ? Math.abs(bars.close.at(i) - bars.open.at(i)) / height : 1;
        const traded = usual.at(i) > 0 ? bars.volume.at(i) / usual.at(i) : 0;
        out.regime.set(i, rank >= VOLATILE ? 3 : rank <= QUIET ? 0 : trending ? 2 : 1);
        out.volatility.set(i, rank);
        out.direction.set(i, trending ? Math.sign(index.plusDI.at(i) - index.minusDI.at(i)) : 0);
        out.health.set(i, (share((1 - rank) / 0.2) + share(traded) + orderly) / 3);
      }
    };
  },
} satisfies Indicator<Params, 'regime' | 'volatility' | 'direction' | 'health'>;
