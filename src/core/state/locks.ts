import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { DeskEvent } from '../facts/events.ts';
import { type Ms, timeText } from '../time.ts';
import { type MembersById, TERMINAL } from './people.ts';

/** Somebody's own word that nothing which adds risk is taken from them. */
export type MutableLock = { readonly since: Ms; readonly until: Ms; readonly why: string };

/** A lock as its readers see it. */
export type OwnLock = DeepReadonly<MutableLock>;

/**
 * Locks by whom they hold for: people by their id, the terminal, and every account that spoke for one of them, so that whoever is listed
 * anew with it comes under it again. One that stands here holds, whatever the clock says, until an event ends it.
 */
export type LocksByHolder = Map<string, MutableLock>;

/** Applies one event to the locks, in place, `people` being the list after it. */
export function applyToLocks(locks: LocksByHolder, people: MembersById, event: DeskEvent): void {
  switch (event.type) {
    case 'locked': {
      const lock: MutableLock = { since: event.at, until: event.until, why: event.why };
      hold(locks, event.who, lock);
      // Nobody knows which of the admins sits at the terminal.
      if (event.who === TERMINAL) for (const { id, role } of people.values()) if (role === 'admin') hold(locks, id, lock);
      break;
    }
    case 'lockEnded':
      for (const holder of event.holders) locks.delete(holder);
      return;
    case 'linked': {
      const lock = locks.get(event.account);
      if (event.on && lock !== undefined) hold(locks, event.person, lock);
      break;
    }
    case 'person': {
      // Whoever is made an admin while the terminal is locked may be the one who sits there.
      const lock = locks.get(TERMINAL);
      if (event.role === 'admin' && lock !== undefined) hold(locks, event.person, lock);
      break;
    }
    default:
      return;
  }
  for (const { id, role, accounts } of people.values()) {
    const lock = locks.get(id);
    if (lock === undefined) continue;
    if (role === 'admin') hold(locks, TERMINAL, lock);
    for (const account of accounts) hold(locks, account, lock);
  }
}

/** The later end holds: a lock is only ever lengthened. */
function hold(locks: LocksByHolder, holder: string, lock: MutableLock): void {
  const standing = locks.get(holder);
  if (standing === undefined || lock.until > standing.until) locks.set(holder, lock);
}

/** The lock that somebody is under by their own word; undefined where there is none. */
export const lockOf = ({ locks }: { readonly locks: ReadonlyMap<string, OwnLock> }, person: string): OwnLock | undefined =>
  locks.get(person);

/** Why nothing that adds risk is taken from them. */
export const lockText = ({ until }: OwnLock): string => `locked until ${timeText(until)}, by your own word`;
