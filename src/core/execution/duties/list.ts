import type { DeskState } from '../../state/state.ts';
import type { Duty, Effect, ExecutionView } from './duty.ts';
import { enter } from './entry.ts';
import { clean, exit } from './exits.ts';
import { guardLocked } from './guardLocked.ts';
import { keepPairsWhole } from './pairs.ts';
import { protect } from './protect.ts';
import { rest } from './targets.ts';
import { resolveUnknown } from './unknown.ts';

/** What is most urgent comes first: protection, then leaving, then knowing, then tidying, and entering last. */
const DUTIES: readonly Duty[] = [protect, guardLocked, exit, resolveUnknown, clean, keepPairsWhole, rest, enter];

/** Everything that is still to be done now; empty when the desk is settled. */
export const duties = (state: DeskState, view: ExecutionView): readonly Effect[] => DUTIES.flatMap((duty) => duty(state, view));
