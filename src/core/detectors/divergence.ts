import { z } from 'zod';
import { atr } from '../indicators/atr.ts';
import { macd } from '../indicators/macd.ts';
import { rsi } from '../indicators/rsi.ts';
import { volumeAverage } from '../indicators/volumeAverage.ts';
import type { ReadonlyColumn } from '../market/candles.ts';
import type { Detector, Finding, Use } from '../study/plug.ts';
import type { Ms } from '../time.ts';
import { forget } from './forget.ts';
import { pivotSwings } from './pivotSwings.ts';
import { turnsDown, turnsUp } from './reversalCandles.ts';
import { supportResistance } from './supportResistance.ts';

const params = z.object({
  /** RSI, or the MACD histogram. */
  indicator: z.enum(['rsi', 'macd']).default('rsi'),
  rsiPeriod: z.number().int().min(2).max(200).default(14),
  fast: z.number().int().min(2).max(200).default(12),
  slow: z.number().int().min(3).max(400).default(26),
  signal: z.number().int().min(2).max(200).default(9),
  /** Bars on each side of a pivot. */
  reach: z.number().int().min(1).max(50).default(5),
  /** Both pivots stand off the opposite extreme of the bars before them by at least this fraction. */
  swingThreshold: z.number().min(0).max(1).default(0.02),
  minCandles: z.number().int().min(20).max(2000).default(50),
  /** Most bars between the two pivots. */
  span: z.number().int().min(5).max(500).default(60),
  /** Bars for which a divergence is fresh, from its confirmation. */
  fresh: z.number().int().min(1).max(100).default(10),
  /** How many of level, candle and volume it takes. */
  confirmations: z.number().int().min(0).max(3).default(1),
  /** A pivot on this many times the usual volume confirms. */
  volumeSpike: z.number().min(1).max(20).default(1.5),
});

export type DivergenceParams = z.infer<typeof params>;

/** Price and indicator disagreeing between two swings, known from the close of bar `confirmed` on. */
export type Divergence = Finding & {
  readonly kind: 'regular' | 'hidden';
  readonly side: 'bullish' | 'bearish';
  readonly indicator: 'rsi' | 'macd';
  /** 0..1. */
  readonly strength: number;
  readonly confirmations: readonly ('level' | 'candle' | 'volume')[];
  /** The two pivots: their candles' open, extreme price and the indicator's value there. */
  readonly from: Pivot;
  readonly to: Pivot;
};

export type Pivot = { readonly bar: number; readonly time: Ms; readonly price: number; readonly value: number };

type Field = 'score' | 'confidence' | 'age';

/** RSI points apart at which the indicator's part of the strength is full. */
const RSI_FULL = 20;

const indicatorOf = (p: DivergenceParams, use: Use): ReadonlyColumn =>
  p.indicator === 'rsi'
    ? use(rsi, { period: p.rsiPeriod }).value
    : use(macd, { fast: p.fast, slow: p.slow, signal: p.signal }).histogram;

const swingParams = (p: DivergenceParams) => pivotSwings.params.parse({ reach: p.reach });
const levelParams = (p: DivergenceParams) => supportResistance.params.parse({ reach: p.reach });

const indicatorWarmup = (p: DivergenceParams): number =>
  p.indicator === 'rsi' ? rsi.warmup({ period: p.rsiPeriod }) : macd.warmup({ fast: p.fast, slow: p.slow, signal: p.signal });

/** How far the indicator moved, 0..1: RSI in points of 20, the histogram relative to the larger of its two values. */
function disagreement(indicator: DivergenceParams['indicator'], from: number, to: number): number {
  const apart = Math.abs(to - from);
  const scale = indicator === 'rsi' ? RSI_FULL : Math.max(Math.abs(from), Math.abs(to));
  return scale > 0 ? Math.min(1, apart / scale) : 0;
}

/**
 * Divergence between price and RSI(14) or the histogram of MACD(12, 26, 9), at swing lows (bullish) and highs (bearish).
 * Regular (class A): price makes a lower low while the indicator makes a higher one; mirrored at highs. Hidden: price makes a
 * higher low while the indicator makes a lower one. A new pivot is compared with the newest one of its kind within `span`, and
 * counts when enough of these confirm it: the pivot lies at a zone already known there, a reversal candle at the pivot or after,
 * a volume spike at the pivot. Strength = 0.6 x the indicator's disagreement + 0.4 x the price move in swing thresholds.
 *
 * While the newest divergence is fresh, `score` is its strength with its side's sign, `confidence` is 0.4 plus 0.2 for every
 * confirmation, and `age` counts bars from 0; otherwise they are 0, 0 and `fresh`.
 */
export const divergence = {
  name: 'divergence',
  version: 1,
  about: 'Regular (class A) and hidden divergences of price and RSI or MACD histogram',
  source: 'Alexander Elder, The New Trading for a Living: class A divergences',
  params,
  fields: ['score', 'confidence', 'age'],
  warmup: (p) => Math.max(p.minCandles, supportResistance.warmup(levelParams(p)), indicatorWarmup(p) + 1),
  memory: (p) =>
    p.span +
    p.fresh +
    Math.max(
      supportResistance.memory(levelParams(p)),
      p.indicator === 'rsi' ? rsi.memory({ period: p.rsiPeriod }) : macd.memory({ fast: p.fast, slow: p.slow, signal: p.signal }),
    ),
  start(p, use, bars, out) {
    const oscillator = indicatorOf(p, use);
    const swing = use(pivotSwings, swingParams(p));
    const level = use(supportResistance, levelParams(p));
    const range = use(atr, { period: 14 }).value;
    const usualVolume = use(volumeAverage, { period: 20 }).value;
    const findings: Divergence[] = [];
    const warm = divergence.warmup(p);
    let newest = -1;
    let score = 0;
    let confidence = 0;

    const confirm = (pivot: number, known: number, price: number, bullish: boolean): Divergence['confirmations'] => {
      const found: Divergence['confirmations'][number][] = [];
      const zone = (bullish ? level.support : level.resistance).at(pivot - 1);
      if (Math.abs(price - zone) <= range.at(pivot)) found.push('level');
      for (let i = pivot; i <= known; i++) {
        if (bullish ? turnsUp(bars, i) : turnsDown(bars, i)) {
          found.push('candle');
          break;
        }
      }
      const usual = usualVolume.at(pivot);
      if (usual > 0 && bars.volume.at(pivot) >= p.volumeSpike * usual) found.push('volume');
      return found;
    };

    const compare = (known: number, bullish: boolean, prices: ReadonlyColumn, sizes: ReadonlyColumn): void => {
      const price = prices.at(known);
      if (!(price > 0 && sizes.at(known) >= p.swingThreshold)) return;
      let earlier = known - 1;
      const oldest = Math.max(bars.first, known - p.span);
      while (earlier >= oldest && !(prices.at(earlier) > 0 && sizes.at(earlier) >= p.swingThreshold)) earlier -= 1;
      if (earlier < oldest) return;
      const from = { bar: earlier - p.reach, price: prices.at(earlier), value: oscillator.at(earlier - p.reach) };
      const to = { bar: known - p.reach, price, value: oscillator.at(known - p.reach) };
      const farther = bullish ? to.price < from.price : to.price > from.price;
      const nearer = bullish ? to.price > from.price : to.price < from.price;
      const weaker = bullish ? to.value > from.value : to.value < from.value;
      const stronger = bullish ? to.value < from.value : to.value > from.value;
      const kind = farther && weaker ? 'regular' : nearer && stronger ? 'hidden' : undefined;
      if (kind === undefined) return;
      const confirmations = confirm(to.bar, known, price, bullish);
      if (confirmations.length < p.confirmations) return;
      const moved = Math.min(1, Math.abs(to.price / from.price - 1) / Math.max(p.swingThreshold, 1e-9));
      const strength = 0.6 * disagreement(p.indicator, from.value, to.value) + 0.4 * moved;
      findings.push({
        confirmed: known,
        kind,
        side: bullish ? 'bullish' : 'bearish',
        indicator: p.indicator,
        strength,
        confirmations,
        from: { ...from, time: bars.time.at(from.bar) },
        to: { ...to, time: bars.time.at(to.bar) },
      });
      // A bar that turns both ways keeps the stronger reading.
      if (newest === known && Math.abs(score) >= strength) return;
      newest = known;
      score = bullish ? strength : -strength;
      confidence = Math.min(1, 0.4 + 0.2 * confirmations.length);
    };

    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        if (i < warm) {
          out.score.set(i, Number.NaN);
          out.confidence.set(i, Number.NaN);
          out.age.set(i, Number.NaN);
          continue;
        }
        compare(i, true, swing.low, swing.fall);
        compare(i, false, swing.high, swing.rise);
        const fresh = newest >= 0 && i - newest < p.fresh;
        out.score.set(i, fresh ? score : 0);
        out.confidence.set(i, fresh ? confidence : 0);
        out.age.set(i, fresh ? i - newest : p.fresh);
      }
      forget(findings, bars.first);
    };
    return { advance, findings };
  },
} satisfies Detector<DivergenceParams, Field, Divergence>;
