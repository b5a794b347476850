import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowExtreme } from './windowExtreme.ts';

const params = z.object({
  /** Bars of the conversion line, the base line and the second span. */
  fast: z.number().int().min(1).max(1000).default(9),
  middle: z.number().int().min(1).max(1000).default(26),
  slow: z.number().int().min(1).max(1000).default(52),
  /** Bars by which the spans are drawn ahead. */
  shift: z.number().int().min(0).max(1000).default(26),
});

type Params = z.infer<typeof params>;

/** Middle of the highest high and the lowest low of the last n bars. */
class Middle {
  private readonly highest: WindowExtreme;
  private readonly lowest: WindowExtreme;

  constructor(n: number) {
    this.highest = new WindowExtreme(n, 'highest');
    this.lowest = new WindowExtreme(n, 'lowest');
  }

  push(high: number, low: number): number {
    return (this.highest.push(high) + this.lowest.push(low)) / 2;
  }
}

/**
 * Ichimoku's cloud, in quote currency: conversion and base line, and the two spans as they stand at this bar, which were worked out
 * `shift` bars ago. The lagging line is the close drawn back; drawn there it would look ahead, so whoever wants it compares the close
 * with the close `shift` bars ago.
 */
export const ichimoku = {
  name: 'ichimoku',
  version: 1,
  about: 'Ichimoku cloud: conversion and base line, and the two spans at this bar',
  source: 'Goichi Hosoda, Ichimoku Kinko Hyo (1969); Stock.Indicators Ichimoku',
  params,
  fields: ['conversion', 'base', 'spanA', 'spanB'],
  warmup: (p) => Math.max(p.fast, p.middle, p.slow) - 1 + p.shift,
  memory: (p) => Math.max(p.fast, p.middle, p.slow) + p.shift,
  start(p, _use, bars, out) {
    const { shift } = p;
    const [fast, middle, slow] = [new Middle(p.fast), new Middle(p.middle), new Middle(p.slow)];
    // The same lines of `shift` bars ago: worked out anew from those bars, so that nothing but the window is kept.
    const [fastThen, middleThen] = [new Middle(p.fast), new Middle(p.middle)];
    return (from, to) => {
      const { high, low } = bars;
      for (let i = from; i < to; i++) {
        const conversion = fast.push(high.at(i), low.at(i));
        const base = middle.push(high.at(i), low.at(i));
        const then = i - shift;
        const spanA = (fastThen.push(high.at(then), low.at(then)) + middleThen.push(high.at(then), low.at(then))) / 2;
        const spanB = slow.push(high.at(then), low.at(then));
        const known = !Number.isNaN(conversion + base + spanA + spanB);
        out.conversion.set(i, known ? conversion : Number.NaN);
        out.base.set(i, known ? base : Number.NaN);
        out.spanA.set(i, known ? spanA : Number.NaN);
        out.spanB.set(i, known ? spanB : Number.NaN);
      }
    };
  },
} satisfies Indicator<Params, 'conversion' | 'base' | 'spanA' | 'spanB'>;
