import { awayAt } from '../state/away.ts';
import { TERMINAL } from '../state/people.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';
import { apart, mayAnswer } from './quorum.ts';

/** Whether anybody who may answer is there, whoever sits at the terminal being one of the admins. */
export function isAttended(state: DeskState, now: Ms): boolean {
  if (state.aways.size === 0) return true;
  const able = [TERMINAL, ...state.people.keys()].filter((person) => mayAnswer(state, person));
  return apart(able, state).some((person) => awayAt(state, person, now) === undefined);
}
