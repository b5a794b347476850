import { divergence } from './divergence.ts';
import { supportResistance } from './supportResistance.ts';

/** Every detector whose findings are told; taking one out is this line and its file. */
export const DETECTORS = { divergence, supportResistance } as const;
