import { lockOf, lockText, type OwnLock } from '../state/locks.ts';
import type { DeskState } from '../state/state.ts';

/** Thrown at whoever states what adds risk while they are locked. */
export class LockedByOneself extends Error {
  override name = 'LockedByOneself';
  constructor(lock: OwnLock) {
    super(lockText(lock));
  }
}

/** Throws LockedByOneself where somebody is under a lock. */
export function assertUnlocked(state: Pick<DeskState, 'locks'>, person: string): void {
  const lock = lockOf(state, person);
  if (lock !== undefined) throw new LockedByOneself(lock);
}
