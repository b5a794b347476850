import { equityBySpan } from './equity.ts';
import { mentions } from './mentions.ts';
import type { Projection } from './projection.ts';
import { trades } from './trades.ts';

/** Every read model, one file each. */
export const PROJECTIONS: readonly Projection[] = [trades, equityBySpan, mentions];
