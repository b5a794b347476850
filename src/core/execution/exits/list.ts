import { breakEven } from './breakEven.ts';
import { confidenceDecay } from './confidenceDecay.ts';
import { dynamicTarget } from './dynamicTarget.ts';
import type { Exit } from './exit.ts';
import { partial } from './partial.ts';
import { riskGrade } from './riskGrade.ts';
import { spreadClosed } from './spreadClosed.ts';
import { timeStop } from './timeStop.ts';
import { trailing } from './trailing.ts';

/** Every exit rule, those that close a position first: of two with the same share the first names the reason. */
export const EXITS: readonly Exit[] = [
  timeStop,
  spreadClosed,
  riskGrade,
  confidenceDecay,
  partial,
  breakEven,
  trailing,
  dynamicTarget,
];
