import type { Job } from '../core/trader/job.ts';
import { collect } from './collect.ts';
import { expire } from './expire.ts';
import { guard } from './guard.ts';
import { reconcile } from './reconcile.ts';
import { report } from './report.ts';
import { scan } from './scan.ts';

/** Every job of the desk, in the order in which those due at the same moment run. */
export const JOBS: readonly Job[] = [collect, guard, reconcile, expire, scan, report];
