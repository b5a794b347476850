import type { Case } from '../compare.ts';
import { averages } from './averages.ts';
import { bands } from './bands.ts';
import { first } from './first.ts';
import { oscillators } from './oscillators.ts';
import { otherNames } from './otherNames.ts';
import { pairs } from './pairs.ts';
import { ownTests } from './regtest.ts';

/** Every plug-in beside every outside figure there is of it. */
export const CASES: readonly Case[] = [first, averages, oscillators, bands, otherNames, pairs, ownTests].flat();
