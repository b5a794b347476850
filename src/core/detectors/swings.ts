import { z } from 'zod';
import type { Detector, Finding } from '../study/plug.ts';
import type { Ms } from '../time.ts';
import { forget } from './forget.ts';

/** Parameters of everything that is read from these swings. */
export const swingParams = {
  /** Bars after a swing over which nothing lies beyond it, and one fewer before; it is known this many bars later. */
  length: z.number().int().min(1).max(100).default(5),
  /** Bars after which a swing is forgotten. */
  lookback: z.number().int().min(50).max(10_000).default(500),
};

const params = z.object(swingParams);

export type SwingParams = z.infer<typeof params>;

/** A swing high (1) or low (-1) at bar `bar`, known `length` bars later. */
export type Swing = Finding & {
  readonly highLow: number;
  readonly bar: number;
  readonly time: Ms;
  readonly level: number;
};

/** The prices of one run's swings that a later one could still have to beat: falling, oldest first. */
class Run {
  private readonly room: number;
  private readonly bars: Float64Array;
  private readonly prices: Float64Array;
  private head = 0;
  private count = 0;

  constructor(room: number) {
    this.room = room;
    this.bars = new Float64Array(room);
    this.prices = new Float64Array(room);
  }

  clear(): void {
    this.count = 0;
  }

  /** Takes up a price (mirrored for lows), and tells whether it lies beyond all of the run since bar `oldest`. */
  take(bar: number, price: number, oldest: number): boolean {
    while (this.count > 0 && (this.bars[this.head] ?? bar) < oldest) {
      this.head = (this.head + 1) % this.room;
      this.count -= 1;
    }
    const beyond = this.count === 0 || price > (this.prices[this.head] ?? price);
    while (this.count > 0 && (this.prices[(this.head + this.count - 1) % this.room] ?? price) <= price) this.count -= 1;
    const slot = (this.head + this.count) % this.room;
    this.bars[slot] = bar;
    this.prices[slot] = price;
    this.count += 1;
    return beyond;
  }
}

/**
 * Swing highs and lows as smart money concepts draw them, written at the bar that confirms them: at bar i, `highLow` is 1 or -1 and
 * `level` the price where bar i - length is the highest of the bars around it or the lowest; a bar that is both counts as a high.
 * A swing on the side of the one before it is told only where it lies farther out, and takes that one's place: the library, which
 * sees both at once, never shows the first. It also sets the first and the last candle against their neighbours; these are no
 * swings, and the last is not known before the data ends, so they are left out. The first bar looked at is 2 x length - 1, as there.
 */
export const swings = {
  name: 'swings',
  version: 1,
  about: 'Swing highs and lows of smart money concepts, told once the bars after them have closed',
  source: 'smart-money-concepts, swing_highs_lows; its published figures use length 5',
  params,
  fields: ['highLow', 'level'],
  sparse: ['level'],
  warmup: (p) => 3 * p.length - 1,
  memory: (p) => p.lookback + 3 * p.length,
  start(p, _use, bars, out) {
    const { high, low } = bars;
    const { length, lookback } = p;
    const warm = swings.warmup(p);
    const run = new Run(lookback + 2);
    const findings: Swing[] = [];
    let side = 0;

    const isHigh = (pivot: number): boolean => {
      const price = high.at(pivot);
      for (let k = length; k > -length; k--) if (!(high.at(pivot + k) <= price)) return false;
      return true;
    };
    const isLow = (pivot: number): boolean => {
      const price = low.at(pivot);
      for (let k = length; k > -length; k--) if (!(low.at(pivot + k) >= price)) return false;
      return true;
    };

    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        const pivot = i - length;
        const turn = i < warm ? Number.NaN : isHigh(pivot) ? 1 : isLow(pivot) ? -1 : 0;
        let told = turn;
        let level = Number.NaN;
        if (turn === 1 || turn === -1) {
          if (turn !== side) run.clear();
          side = turn;
          level = (turn > 0 ? high : low).at(pivot);
          if (run.take(pivot, turn * level, pivot - lookback)) {
            findings.push({ confirmed: i, highLow: turn, bar: pivot, time: bars.time.at(pivot), level });
          } else {
            told = 0;
            level = Number.NaN;
          }
        }
        out.highLow.set(i, told);
        out.level.set(i, level);
      }
      forget(findings, bars.first);
    };
    return { advance, findings };
  },
} satisfies Detector<SwingParams, 'highLow' | 'level', Swing>;
