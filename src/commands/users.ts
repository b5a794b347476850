import { defineCommand, optional, rest } from '../core/command.ts';
import type { DeskEvent } from '../core/events.ts';
import { isLastAdmin, isNameTaken, joinedBy, type Membership, plainName } from '../core/membership.ts';
import { type Member, memberOf } from '../core/people.ts';
import { type Reply, refusal } from '../core/reply.ts';
import { mayAct, ROLES } from '../core/roles.ts';
import type { Ms } from '../core/time.ts';
import { choice } from './kinds/choice.ts';

const ADD = '/users add telegram:12345 Ana trader';
const ROLE = '/users role p2 approver';

type Args = { readonly action?: 'add' | 'remove' | 'role' | undefined; readonly words: string };

type Change =
  | { readonly kind: 'refused'; readonly reply: Reply }
  | {
      readonly kind: 'change';
      /** What it is, to be confirmed; and what is to be said once it is done. */
      readonly asks: string;
      readonly done: string;
      readonly lines: readonly string[];
      /** Why it wants a one-time code; what wants none takes rights away. */
      readonly stepUp: string | undefined;
      readonly removes: string | undefined;
      events(at: Ms, who: string): readonly DeskEvent[];
    };

const refused = (wrong: string, expected: string, example: string): Change => ({
  kind: 'refused',
  reply: refusal(wrong, expected, example),
});

const accountsOf = ({ accounts }: Member): string => (accounts.size === 0 ? 'no account' : [...accounts].join(', '));

function added(text: string, state: Membership): Change {
  const [account = '', ...more] = text.split(/\s+/);
  const role = ROLES.find((one) => one === more.at(-1)?.toLowerCase());
  const name = more.slice(0, -1).join(' ');
  if (!/^(telegram|discord):\d{1,20}$/.test(account))
    return refused(`"${account}" is no account`, 'Expected telegram: or discord: and the numeric id', ADD);
  const owner = memberOf(state.people, account);
  if (owner !== undefined)
    return refused(`${account} speaks for ${owner.id} ${owner.name} already`, 'An account belongs to one person', ROLE);
  if (role === undefined) return refused('Which role?', `Expected ${ROLES.join(', ')} at the end`, ADD);
  if (name === '' || plainName(name) !== name)
    return refused(`"${name}" cannot be a name`, 'Expected letters and digits, 32 at most', ADD);
  if (isNameTaken(state.people, name))
    return refused(`${name} is called so already`, 'Rows name who did it, so a name is one person', ADD);
  return {
    kind: 'change',
    asks: `Add ${name} as ${role}?`,
    done: `p${state.numbers.person + 1} ${name} is on the list: ${role}`,
    lines: [account],
    stepUp: 'it adds a user',
    removes: undefined,
    events: (at, who) => joinedBy(state, { at, role, name, account, who }),
  };
}

const find = (text: string, { people }: Membership): Member | undefined =>
  people.get(text.toLowerCase()) ?? [...people.values()].find(({ name }) => name.toLowerCase() === text.toLowerCase());

const nobody = (text: string, example: string): Change =>
  refused(text === '' ? 'Whom?' : `Nobody on the list is "${text}"`, 'Expected an id such as p2; /users lists them', example);

const lastAdmin = (member: Member): Change =>
  refused(`${member.name} is the last admin`, 'Make somebody else an admin first', '/users role p3 admin');

function removed(text: string, state: Membership): Change {
  const member = find(text, state);
  if (member === undefined) return nobody(text, '/users remove p2');
  if (isLastAdmin(state.people, member.id)) return lastAdmin(member);
  const { id: person, name } = member;
  return {
    kind: 'change',
    asks: `Take ${person} ${name} off the list?`,
    done: `${person} ${name} is off the list`,
    lines: [`Role ${member.role} · ${accountsOf(member)}`, 'At once: no word or tap of theirs counts any more'],
    stepUp: undefined,
    removes: person,
    events: (at, who) => [{ type: 'person', at, person, name, role: 'none', who }],
  };
}

function changedRole(text: string, state: Membership): Change {
  const [, whom = '', wanted = ''] = /^(.*?)\s*(\S*)$/.exec(text) ?? [];
  const role = ROLES.find((one) => one === wanted.toLowerCase());
  if (role === undefined) return refused(`"${wanted}" is no role`, `Expected ${ROLES.join(', ')} at the end`, ROLE);
  const member = find(whom, state);
  if (member === undefined) return nobody(whom, ROLE);
  const { id: person, name } = member;
  if (member.role === role) return refused(`${name} is ${role} already`, 'Expected another role', ROLE);
  if (isLastAdmin(state.people, person)) return lastAdmin(member);
  return {
    kind: 'change',
    asks: `Make ${person} ${name} ${role}?`,
    done: `${person} ${name} is ${role} now`,
    lines: [`Before: ${member.role}`],
    stepUp: mayAct(role, member.role) ? 'it raises a role' : undefined,
    removes: undefined,
    events: (at, who) => [{ type: 'person', at, person, name, role, who }],
  };
}

/** What the words would change; undefined where they only ask for the list. */
function changeOf({ action, words }: Args, state: Membership): Change | undefined {
  const text = words.trim();
  if (action === undefined)
    return text === '' ? undefined : refused(`/users does not take "${text}"`, 'Expected add, remove or role', ADD);
  return { add: added, remove: removed, role: changedRole }[action](text, state);
}

/** The list of people. Who is taken off it is heard no more, from that moment on; only an admin may give it. */
export const users = defineCommand({
  name: 'users',
  aliases: ['people'],
  about: 'who may steer the desk; add, remove or another role',
  args: {
    action: optional(choice('add, remove or role', ['add', 'remove', 'role'])),
    words: rest('whom', 'telegram:12345 Ana trader'),
  },
  role: 'admin',
  risk: (args, desk) => {
    const change = changeOf(args, desk.state());
    return change?.kind !== 'change' ? 'none' : change.stepUp === undefined ? 'reduces' : 'adds';
  },
  confirm: (args, desk) => {
    const change = changeOf(args, desk.state());
    return change?.kind === 'change' ? { title: change.asks, lines: change.lines } : undefined;
  },
  stepUp: (args, desk) => {
    const change = changeOf(args, desk.state());
    return change?.kind === 'change' ? change.stepUp : undefined;
  },
  run: async (args, desk, who): Promise<Reply> => {
    const state = desk.state();
    const change = changeOf(args, state);
    if (change?.kind === 'refused') return change.reply;
    if (change !== undefined) {
      await desk.act(...change.events(desk.now(), who.name));
      if (change.removes !== undefined) await desk.factors.remove(change.removes);
      return { title: change.done, lines: change.lines, buttons: [{ label: 'Users', line: '/users' }] };
    }
    const members = [...state.people.values()];
    return {
      title: members.length === 0 ? 'Nobody is on the list' : `${members.length} on the list`,
      lines: [
        ...members.map((member) => `${member.id} ${member.name} · ${member.role} · ${accountsOf(member)}`),
        `Add one: ${ADD}`,
      ],
    };
  },
  show: (reply) => reply,
});
