import { z } from 'zod';
import type { Detector, Finding } from '../study/plug.ts';
import { forget } from './forget.ts';
import { type SwingParams, swingParams, swings } from './swings.ts';

const params = z.object(swingParams);

/** A leg that price begins to retrace, known once the swing that ends it is confirmed. */
export type SwingLeg = Finding & {
  /** 1 for a leg that rose, -1 for one that fell. */
  readonly direction: number;
  /** Bars and prices of the swings at its low and its high. */
  readonly bottom: { readonly bar: number; readonly level: number };
  readonly top: { readonly bar: number; readonly level: number };
};

/**
 * How far price has come back from the newest swing over the leg before it, in percent of the leg: `direction` is 1 below a swing
 * high, -1 above a swing low and 0 while no leg is known; `current` is measured at the bar's low (high), below 0 beyond the swing;
 * `deepest` is the most since the bar after the swing, at least 0. NaN without a leg.
 */
export const retracements = {
  name: 'retracements',
  version: 1,
  about: 'How far price has come back from the newest swing, now and at most',
  source: 'smart-money-concepts, retracements',
  params,
  fields: ['direction', 'current', 'deepest'],
  sparse: ['current', 'deepest'],
  warmup: (p) => swings.warmup(p),
  memory: (p) => p.lookback + swings.memory(p),
  start(p, use, bars, out) {
    const { length, lookback } = p;
    const swing = use(swings, { length, lookback });
    const warm = swings.warmup(p);
    const findings: SwingLeg[] = [];
    let direction = 0;
    const top = { bar: -1, level: Number.NaN };
    const bottom = { bar: -1, level: Number.NaN };
    /** The deepest so far; an array, since a double in a closure would be boxed anew on every write. */
    const deepest = new Float64Array(1);

    const isLeg = (i: number): boolean => Math.min(top.bar, bottom.bar) >= Math.max(0, i - lookback);

    const at = (i: number): number => {
      const height = direction > 0 ? top.level - bottom.level : bottom.level - top.level;
      const from = direction > 0 ? bottom.level : top.level;
      const price = (direction > 0 ? bars.low : bars.high).at(i);
      return height === 0 ? 0 : 100 - ((price - from) / height) * 100;
    };

    const turn = (i: number, side: number): void => {
      const end = side > 0 ? top : bottom;
      [end.bar, end.level] = [i - length, swing.level.at(i)];
      direction = side;
      if (!isLeg(i)) return;
      deepest[0] = 0;
      for (let j = end.bar + 1; j < i; j++) deepest[0] = Math.max(deepest[0] ?? 0, at(j));
      findings.push({ confirmed: i, direction, bottom: { ...bottom }, top: { ...top } });
    };

    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        const side = swing.highLow.at(i);
        if (side === 1 || side === -1) turn(i, side);
        const known = i >= warm && isLeg(i);
        const current = known ? at(i) : Number.NaN;
        if (current > (deepest[0] ?? 0)) deepest[0] = current;
        out.direction.set(i, i < warm ? Number.NaN : known ? direction : 0);
        out.current.set(i, current);
        out.deepest.set(i, known ? (deepest[0] ?? 0) : Number.NaN);
      }
      forget(findings, bars.first);
    };
    return { advance, findings };
  },
} satisfies Detector<SwingParams, 'direction' | 'current' | 'deepest', SwingLeg>;
