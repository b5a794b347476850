import { drawdownsOf } from './equityStretch.ts';
import type { Metric } from './metric.ts';

/** Deepest fall below the highest value before it, as a fraction above zero; NaN without returns. */
export function maxDrawdownOf(returns: readonly number[]): number {
  if (returns.length === 0) return Number.NaN;
  let value = 1;
  let peak = 1;
  let deepest = 0;
  for (const change of returns) {
    value *= 1 + change;
    peak = Math.max(peak, value);
    deepest = Math.max(deepest, 1 - value / peak);
  }
  return deepest;
}

export const maxDrawdown: Metric = {
  name: 'max drawdown',
  about: 'deepest fall of equity below its highest point before, as a fraction of that point',
  unit: 'fraction',
  leastDays: 0,
  source: 'Malik Magdon-Ismail and Amir Atiya, Maximum Drawdown (2004)',
  of: ({ equity }) => (equity.some(({ from, at }) => at > from) ? Math.max(...drawdownsOf(equity)) : Number.NaN),
};
