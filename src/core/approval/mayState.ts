import type { EventOf } from '../facts/events.ts';
import { mayAct, type Role } from '../facts/roles.ts';
import type { HEARD, PEOPLE_STATEMENTS, STATEMENTS, Stating } from '../facts/statements.ts';
import { fixed } from '../money.ts';
import { roleNow, TERMINAL } from '../state/people.ts';
import type { DeskState } from '../state/state.ts';
import { assertUnlocked } from './locked.ts';
import { settingsRisk } from './settingsRisk.ts';
import { shortensDenial, shortensPause } from './terms.ts';

/** Thrown at whoever states what takes a higher role than theirs: somebody who has it must be asked. */
export class AskHigherRole extends Error {
  override name = 'AskHigherRole';
  readonly needed: Role;
  constructor(what: string, needed: Role, role: Role | undefined) {
    super(`${what} takes the role ${needed}; yours is ${role ?? 'none'}. Ask somebody who has it`);
    this.needed = needed;
  }
}

/** What people have stated, as it would be written down. */
export type StatedFact = EventOf<(typeof STATEMENTS | typeof PEOPLE_STATEMENTS | typeof HEARD)[number]>;

/** Whether a stop would lie farther from the price than it does. */
function widens({ position, to }: EventOf<'stopMoved'>, { account }: DeskState): boolean {
  const held = account.positions.get(position);
  if (held === undefined) return false;
  return held.direction === 'long' ? fixed(to) < held.stop : fixed(to) > held.stop;
}

/** Whether an alert, by its name, warns of something or worse, or may come to. */
export type Warns = (alert: string) => boolean;

/** Whoever mutes a warning may miss what costs money; whoever shows amounts shows them to all who read there. */
const uncovers = ({ alert, loudness, money }: EventOf<'notices'>, warns: Warns): boolean =>
  money === true || (alert !== undefined && loudness !== undefined && loudness !== 'on' && warns(alert));

/** Whether it gives a voice to somebody else, or a louder one. */
const admits = ({ person, role }: EventOf<'person'>, { people }: DeskState): boolean => {
  const before = people.get(person)?.role;
  return role !== 'none' && (before === undefined || !mayAct(before, role));
};

/** Whether it lets more risk in than there could be without it, by the hand of whoever states it or of whom they let speak. */
function adds(said: StatedFact, state: DeskState, by: Stating, warns: Warns): boolean {
  switch (said.type) {
    case 'resumed':
    case 'haltLifted':
    case 'grant':
      return true;
    case 'paused':
      return shortensPause(state, said.until);
    case 'away':
      return said.policy?.means.kind === 'grant';
    case 'symbolSwitched':
      return said.allowed || shortensDenial(state, said.symbol, said.until);
    case 'stopMoved':
      return widens(said, state);
    case 'settings':
      return settingsRisk(state.settings.values, said.values) === 'adds';
    case 'notices':
      return uncovers(said, warns);
    case 'person':
      return admits(said, state);
    case 'linked':
      return said.on && said.person !== by.id;
    case 'guildRole':
      return said.gives !== 'none';
    default:
      return false;
  }
}

/** The least role that may state it as things stand. A command may ask for more; less than this is not to be had by any. */
function roleFor(said: StatedFact, state: DeskState, by: Stating, warns: Warns): Role {
  switch (said.type) {
    case 'command':
    case 'watched':
    case 'priceAlert':
    case 'locked':
      return 'viewer';
    case 'secondFactor':
    case 'zone':
      return said.person === by.id ? 'viewer' : 'admin';
    case 'notices':
      if (said.place !== (by.place ?? TERMINAL)) return 'admin';
      break;
    // What no answer means is for those to say who may answer.
    case 'away':
      return 'approver';
    case 'haltLifted':
    case 'person':
    case 'linked':
    case 'guildRole':
    case 'mapped':
      return 'admin';
    case 'ruleAnswered':
      return 'approver';
    default:
      break;
  }
  return adds(said, state, by, warns) ? 'approver' : 'trader';
}

const assertRole = (state: DeskState, { id }: Stating, needed: Role, what: string): void => {
  const role = roleNow(state.people, id);
  if (role === undefined || !mayAct(role, needed)) throw new AskHigherRole(what, needed, role);
};

/**
 * The wall behind the roles of commands: whoever states something, by whatever command, has the role for it now. The role is the
 * list's, not the caller's word. What adds risk nobody may state while they are locked. Throws AskHigherRole and LockedByOneself.
 */
export function assertMayState(state: DeskState, by: Stating, facts: readonly StatedFact[], warns: Warns): void {
  for (const fact of facts) {
    assertRole(state, by, roleFor(fact, state, by, warns), `"${fact.type}"`);
    if (adds(fact, state, by, warns)) assertUnlocked(state, by.id);
  }
}

/** The same for whoever asks for an entry. The desk's own wishes do not come this way. */
export function assertMayEnter(state: DeskState, by: Stating): void {
  assertRole(state, by, 'trader', 'an entry');
  assertUnlocked(state, by.id);
}
