import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { Candles, type Seen } from './candles.ts';
import type { Size } from './settings.ts';

/** A candlestick pattern: what makes it one, and how far back it looks. */
type Shape<P, S extends Size> = {
  readonly name: string;
  /** What it looks like, and what it is taken to say. */
  readonly about: string;
  /** TA-Lib's name of it. */
  readonly source: string;
  /** Candles before the one it ends with that its value depends on, those of the averages included: TA-Lib's lookback. */
  readonly lookback: number;
  readonly sizes: readonly S[];
  /** 100 where it ends at candle i and is bullish, -100 where bearish, 0 where it is not there. */
  at(candles: Seen<S>, i: number, params: P): number;
};

type None = Record<string, never>;

const none: z.ZodType<None> = z.object({});

/**
 * An indicator of one candlestick pattern, as TA-Lib defines it with its default settings: 100, -100 or 0 at every bar, 80 or
 * -80 where an engulfing or a harami touches an end, and 200 or -200 where a hikkake is confirmed. A pattern knows only its candles; what it means after a rise or a fall is for its reader.
 */
export const pattern = <S extends Size>(shape: Shape<None, S>): Indicator<None, 'value'> => indicatorOf(none, shape);

/**
 * The same of a pattern that goes back into its first body: `penetration` is the fraction of that body which its last candle must
 * pass, or in a mat hold its short ones must not.
 */
export const penetratingPattern = <S extends Size>(
  usual: number,
  shape: Shape<{ penetration: number }, S>,
): Indicator<{ penetration: number }, 'value'> =>
  indicatorOf(z.object({ penetration: z.number().min(0).max(1).default(usual) }), shape);

function indicatorOf<P, S extends Size>(
  params: z.ZodType<P>,
  { name, about, source, lookback, sizes, at }: Shape<P, S>,
): Indicator<P, 'value'> {
  return {
    name,
    version: 1,
    about,
    source,
    params,
    fields: ['value'],
    warmup: () => lookback,
    memory: () => lookback + 1,
    start(p, use, bars, out) {
      const candles = new Candles(bars, use, sizes);
      // Candles since the last one of which a price was missing.
      let whole = 0;
      return (from, to) => {
        candles.renew();
        const values = out.value.values;
        for (let i = from - bars.first; i < to - bars.first; i++) {
          whole = candles.isWhole(i) ? whole + 1 : 0;
          values[i] = whole > lookback ? at(candles, i, p) : Number.NaN;
        }
      };
    },
  };
}
