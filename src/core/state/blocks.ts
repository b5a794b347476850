import type { Ms } from '../time.ts';
import type { DeskState } from './state.ts';

/** Why no entry may be made now, in words; empty when trading is on. */
export function blocksOf(state: DeskState, now: Ms): readonly string[] {
  const blocks: string[] = [];
  if (state.pause !== undefined && (state.pause.until === undefined || state.pause.until > now)) {
    blocks.push(`paused by ${state.pause.who}${state.pause.why === '' ? '' : `: ${state.pause.why}`}`);
  }
  for (const halt of state.halts.values()) {
    if (halt.until === undefined || halt.until > now) blocks.push(`${halt.halt} halt: ${halt.ends}`);
  }
  return blocks;
}
