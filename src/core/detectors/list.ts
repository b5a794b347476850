import { divergence } from './divergence.ts';
import { supportResistance } from './supportResistance.ts';

/** The divergences that every series is searched for, as the receipt names them. */
export const DIVERGENCES = [
  { name: 'RSI', detector: divergence, params: divergence.params.parse({ indicator: 'rsi' }) },
  { name: 'MACD', detector: divergence, params: divergence.params.parse({ indicator: 'macd' }) },
] as const;

/** The zones of every series. */
export const LEVELS = { detector: supportResistance, params: supportResistance.params.parse({}) } as const;
