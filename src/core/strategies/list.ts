import { divergence } from './divergence.ts';
import { meanReversion } from './meanReversion.ts';
import { momentum } from './momentum.ts';
import { pairs } from './pairs.ts';

/** Strategies of one symbol, with their default parameters; taking one out is this line and its file. */
export const STRATEGIES = { momentum, meanReversion, divergence } as const;

/** Strategies of two symbols, one instance a configured pair. */
export const PAIR_STRATEGIES = { pairs } as const;
