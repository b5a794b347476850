import type { Ms } from '../time.ts';
import type { DeskState } from './state.ts';

/** Whether a pause stands. */
export const isPaused = ({ pause }: Pick<DeskState, 'pause'>, now: Ms): boolean =>
  pause !== undefined && (pause.until === undefined || pause.until > now);

/** Why no entry may be made now, in words; empty when trading is on. */
export function blocksOf(state: DeskState, now: Ms): readonly string[] {
  const blocks: string[] = [];
  if (state.pause !== undefined && isPaused(state, now)) {
    blocks.push(`paused by ${state.pause.who}${state.pause.why === '' ? '' : `: ${state.pause.why}`}`);
  }
  for (const halt of state.halts.values()) {
    if (halt.until === undefined || halt.until > now) blocks.push(`${halt.halt} halt: ${halt.ends}`);
  }
  return blocks;
}
