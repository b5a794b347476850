import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({});

type Params = z.infer<typeof params>;

/** Half of the open is the one before, so it halves what older bars say at every bar: after 40 of them 1e-12 is left. */
const FADED = 42;

/** Heikin-Ashi candles, in quote currency: averaged candles in which a trend keeps its colour. */
export const heikinAshi = {
  name: 'heikinAshi',
  version: 1,
  about: 'Heikin-Ashi candles: averaged candles in which a trend keeps its colour',
  source: 'Valcu (2004); Stock.Indicators Heikin-Ashi',
  params,
  fields: ['open', 'high', 'low', 'close'],
  warmup: () => 0,
  memory: () => FADED,
  start(_p, _use, bars, out) {
    const state = new Float64Array([Number.NaN, Number.NaN]);
    return (from, to) => {
      let openBefore = state[0] ?? Number.NaN;
      let closeBefore = state[1] ?? Number.NaN;
      for (let i = from; i < to; i++) {
        const close = (bars.open.at(i) + bars.high.at(i) + bars.low.at(i) + bars.close.at(i)) / 4;
        const begun = Number.isNaN(openBefore) ? (bars.open.at(i) + bars.close.at(i)) / 2 : (openBefore + closeBefore) / 2;
        const open = Number.isNaN(close) ? Number.NaN : begun;
        out.open.set(i, open);
        out.high.set(i, Math.max(bars.high.at(i), open, close));
        out.low.set(i, Math.min(bars.low.at(i), open, close));
        out.close.set(i, close);
        openBefore = open;
        closeBefore = close;
      }
      state[0] = openBefore;
      state[1] = closeBefore;
    };
  },
} satisfies Indicator<Params, 'open' | 'high' | 'low' | 'close'>;
