import { z } from 'zod';
import type { Detector, Finding } from '../study/plug.ts';
import { forget } from './forget.ts';
import { swingParams, swings } from './swings.ts';

const params = z.object({
  ...swingParams,
  /** Whether a level is broken by a close beyond it, or already by a high or low. */
  closeBreak: z.boolean().default(true),
});

export type StructureParams = z.infer<typeof params>;

/** A swing's level that price has broken in the trend's direction, or against it. */
export type StructureBreak = Finding & {
  readonly what: 'break of structure' | 'change of character';
  /** 1 upwards, -1 downwards. */
  readonly direction: number;
  /** Bar of the swing whose level it is, and the bar that broke it. */
  readonly bar: number;
  readonly broken: number;
  readonly level: number;
};

type Field = 'bos' | 'choch' | 'level' | 'trend';

type Level = { readonly bar: number; readonly direction: number; readonly changes: boolean; readonly level: number };

/** The newest four swings as they stand, oldest first; they alternate. */
class LastFour {
  readonly bars = new Float64Array(4);
  readonly levels = new Float64Array(4);
  side = 0;

  /** Before four are known, the missing ones are older than anything. */
  constructor() {
    this.bars.fill(Number.NEGATIVE_INFINITY);
  }

  /** A swing on the newest one's side takes its place. */
  take(side: number, bar: number, level: number): void {
    if (side !== this.side) {
      this.bars.copyWithin(0, 1);
      this.levels.copyWithin(0, 1);
    }
    this.side = side;
    this.bars[3] = bar;
    this.levels[3] = level;
  }

  private at(k: number): number {
    return this.side * (this.levels[k] ?? Number.NaN);
  }

  /**
   * The level that these four put up, towards the newest: the second one's, where the third lies between the first and it (a break
   * continues the trend), or beyond the first (a break changes it), and the fourth beyond it.
   */
  level(oldest: number): Level | undefined {
    if (!((this.bars[0] ?? oldest) >= oldest && this.at(3) > this.at(1))) return undefined;
    const continues = this.at(0) < this.at(2) && this.at(2) < this.at(1);
    const changes = this.at(2) < this.at(0) && this.at(0) < this.at(1);
    if (!continues && !changes) return undefined;
    return { bar: this.bars[1] ?? 0, direction: this.side, changes, level: this.levels[1] ?? Number.NaN };
  }
}

/**
 * Breaks of structure (`bos`) and changes of character (`choch`), 1 upwards and -1 downwards at the bar at which they are known, with
 * the broken `level`: the fourth of four swings is confirmed, and price has gone beyond the second one's level. Of levels that one
 * bar or a bar before it has broken, only that of the newest swing is told. `trend` is the direction of the newest break, 0 when
 * there was none within the lookback.
 */
export const structure = {
  name: 'structure',
  version: 1,
  about: 'Market structure: breaks of structure and changes of character',
  source: 'smart-money-concepts, bos_choch',
  params,
  fields: ['bos', 'choch', 'level', 'trend'],
  sparse: ['level'],
  warmup: (p) => swings.warmup(p),
  memory: (p) => 3 * p.lookback + swings.memory(p),
  start(p, use, bars, out) {
    const { lookback, length, closeBreak } = p;
    const swing = use(swings, { length, lookback });
    const warm = swings.warmup(p);
    const four = new LastFour();
    const findings: StructureBreak[] = [];
    /** Levels not broken yet, oldest first. */
    const standing: Level[] = [];
    let newest = -1;
    let trend = 0;
    let brokenAt = Number.NEGATIVE_INFINITY;

    const breaks = ({ direction, level }: Level, i: number): boolean => {
      const price = closeBreak ? bars.close.at(i) : direction > 0 ? bars.high.at(i) : bars.low.at(i);
      return direction * price > direction * level;
    };

    const putUp = (i: number): Level | undefined => {
      const highLow = swing.highLow.at(i);
      if (!(highLow === 1 || highLow === -1)) return undefined;
      four.take(highLow, i - length, swing.level.at(i));
      const level = four.level(i - lookback);
      if (level === undefined || level.bar === newest) return undefined;
      newest = level.bar;
      return level;
    };

    const tell = (level: Level, broken: number, i: number): void => {
      const { bar, direction, changes } = level;
      (changes ? out.choch : out.bos).set(i, direction);
      out.level.set(i, level.level);
      const what = changes ? 'change of character' : 'break of structure';
      findings.push({ confirmed: i, what, direction, bar, broken, level: level.level });
      trend = direction;
      brokenAt = i;
    };

    const step = (i: number): void => {
      const level = putUp(i);
      while (standing.length > 0 && (standing[0]?.bar ?? i) < i - lookback) standing.shift();
      if (level !== undefined) {
        let broken = level.bar + 1;
        while (broken <= i && !breaks(level, broken)) broken += 1;
        if (broken <= i) {
          standing.length = 0;
          tell(level, broken, i);
          return;
        }
        standing.push(level);
      }
      for (let k = standing.length - 1; k >= 0; k--) {
        const one = standing[k];
        if (one === undefined || !breaks(one, i)) continue;
        standing.splice(0, k + 1);
        tell(one, i, i);
        return;
      }
    };

    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        const nothing = i < warm ? Number.NaN : 0;
        out.bos.set(i, nothing);
        out.choch.set(i, nothing);
        out.level.set(i, Number.NaN);
        if (i >= warm) step(i);
        out.trend.set(i, i < warm ? Number.NaN : i - brokenAt <= lookback ? trend : 0);
      }
      forget(findings, bars.first);
    };
    return { advance, findings };
  },
} satisfies Detector<StructureParams, Field, StructureBreak>;
