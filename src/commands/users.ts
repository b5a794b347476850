import { z } from 'zod';
import { optional, rest } from '../core/desk/arguments.ts';
import { defineCommand, type Person } from '../core/desk/command.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { GIVEN_ROLES, mayAct, ROLES } from '../core/facts/roles.ts';
import type { MembershipRow } from '../core/facts/statements.ts';
import { at } from '../core/facts/vocabulary.ts';
import { refusal } from '../core/reply/reply.ts';
import { remapped } from '../core/state/guildRoles.ts';
import { isLastAdmin, isNameTaken, joinedBy, type Membership, plainName } from '../core/state/membership.ts';
import { memberNamed, memberOf, TERMINAL } from '../core/state/people.ts';
import type { DeskState } from '../core/state/state.ts';
import { type Ms, timeText } from '../core/time.ts';
import { accountsText, asksText, changeLines, doneText, type UserChange, userChangeSchema } from './cards/userChange.ts';
import { choice } from './kinds/choice.ts';

const ADD = '/users add telegram:12345 Ana trader';
const ROLE = '/users role p2 approver';
const UNLINK = '/users unlink discord:678';
const MAP = '/users map 1123456789012345679 trader';

const ACTIONS = ['add', 'remove', 'role', 'unlink', 'map'] as const;

type Args = { readonly action?: (typeof ACTIONS)[number] | undefined; readonly words: string };

const refusedSchema = z.object({ kind: z.literal('refused'), wrong: z.string(), expected: z.string(), example: z.string() });
type Refused = z.infer<typeof refusedSchema>;

type Change =
  | Refused
  | {
      readonly kind: 'change';
      readonly change: UserChange;
      /** Why it wants a one-time code; what wants none takes rights away. */
      readonly stepUp: string | undefined;
      /** It leaves no admin on a chat: only whoever sits at the terminal, and needs none, may do it. */
      readonly leavesNoAdmin?: boolean;
      events(at: Ms, who: string): readonly MembershipRow[];
    };

const refused = (wrong: string, expected: string, example: string): Refused => ({ kind: 'refused', wrong, expected, example });

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
    return refused(
      memberNamed(state.people, name) === undefined ? `${name} looks like a name that is taken` : `${name} is called so already`,
      'Rows name who did it, so a name is one person',
      ADD,
    );
  return {
    kind: 'change',
    change: { kind: 'add', person: `p${state.numbers.person + 1}`, name, role, account },
    stepUp: 'it adds a user',
    events: (at, who) => joinedBy(state, { at, role, name, account, who }),
  };
}

const nobody = (text: string, example: string): Change =>
  refused(text === '' ? 'Whom?' : `Nobody on the list is "${text}"`, 'Expected an id such as p2; /users lists them', example);

const lastAdmin = (): Refused =>
  refused('That leaves no admin', 'Make somebody else an admin first, or do it at the terminal', '/users role p3 admin');

function removed(text: string, state: Membership): Change {
  const member = memberNamed(state.people, text);
  if (member === undefined) return nobody(text, '/users remove p2');
  const { id: person, name, role, accounts, held } = member;
  return {
    kind: 'change',
    leavesNoAdmin: isLastAdmin(state.people, person),
    change: { kind: 'remove', person, name, role, accounts: [...accounts], held: held !== undefined },
    stepUp: undefined,
    events: (at, who) => [{ type: 'person', at, person, name, role: 'none', who }],
  };
}

function changedRole(text: string, state: Membership): Change {
  const [, whom = '', wanted = ''] = /^(.*?)\s*(\S*)$/.exec(text) ?? [];
  const role = ROLES.find((one) => one === wanted.toLowerCase());
  if (role === undefined) return refused(`"${wanted}" is no role`, `Expected ${ROLES.join(', ')} at the end`, ROLE);
  const member = memberNamed(state.people, whom);
  if (member === undefined) return nobody(whom, ROLE);
  const { id: person, name } = member;
  if (member.role === role && member.held === undefined)
    return refused(`${name} is ${role} already`, 'Expected another role', ROLE);
  return {
    kind: 'change',
    leavesNoAdmin: isLastAdmin(state.people, person),
    change: { kind: 'role', person, name, role, before: member.role },
    stepUp: mayAct(role, member.role) ? 'it raises a role' : undefined,
    events: (at, who) => [{ type: 'person', at, person, name, role, who }],
  };
}

/** An account speaks for nobody any more; who has no other one is still on the list, and heard nowhere. */
function unlinked(text: string, state: Membership): Change {
  const member = memberOf(state.people, text);
  if (member === undefined) return refused(`"${text}" is no account on the list`, 'Expected one that /users shows', UNLINK);
  const { id: person, name } = member;
  if (member.held?.account === text)
    return refused(`${person} ${name} is on the list by that account`, 'Expected to take them off it', `/users remove ${person}`);
  const left = [...member.accounts].filter((one) => one !== text);
  return {
    kind: 'change',
    leavesNoAdmin: member.accounts.size === 1 && isLastAdmin(state.people, person),
    change: { kind: 'unlink', person, name, account: text, left },
    stepUp: undefined,
    events: (at, who) => [{ type: 'linked', at, person, account: text, on: false, who }],
  };
}

/** Whoever gives out the Discord role gives out what it is mapped to, so that it cannot make admins. */
function mapped(text: string, state: Membership): Change {
  const [, guildRole, wanted = ''] = /^(?:<@&(?=\d+>))?(\d{17,19})>?\s*(\S*)$/.exec(text) ?? [];
  const [word, expected] = [wanted.toLowerCase(), `${GIVEN_ROLES.join(', ')} or off`];
  if (guildRole === undefined)
    return refused(
      `"${text}" names no Discord role and what it gives`,
      'Expected its id: Server Settings, Roles, right-click it, Copy Role ID',
      MAP,
    );
  const before = state.guildRoles.gives.get(guildRole);
  if (word === 'off' && before === undefined)
    return refused(`Discord role ${guildRole} gives nothing`, 'Expected one of those that /users lists', MAP);
  const gives = word === 'off' ? 'none' : GIVEN_ROLES.find((one) => one === word);
  if (gives === undefined && ROLES.some((one) => one === word))
    return refused(
      `A Discord role cannot give ${word}`,
      `Whoever may give it out could make ${word}s. Expected ${expected}`,
      ROLE,
    );
  if (gives === undefined) return refused(`"${wanted}" cannot be given`, `Expected ${expected} at the end`, MAP);
  if (gives === before) return refused(`Discord role ${guildRole} gives ${gives} already`, `Expected ${expected}`, MAP);
  const events = (at: Ms, who: string): readonly MembershipRow[] => remapped(state, { guildRole, gives }, { at, who });
  const follow = events(0, '').flatMap((event) =>
    event.type === 'person'
      ? [{ person: event.person, name: event.name, role: event.role === 'none' ? undefined : event.role }]
      : [],
  );
  const raises = gives !== 'none' && (before === undefined || mayAct(gives, before));
  return {
    kind: 'change',
    change: { kind: 'map', guildRole, gives: gives === 'none' ? undefined : gives, before, raises, follow },
    stepUp: raises ? 'it adds users' : undefined,
    events,
  };
}

const listSchema = z.object({
  kind: z.literal('list'),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.enum(ROLES),
      held: z.boolean(),
      accounts: z.array(z.string()),
      locked: at.optional(),
    }),
  ),
  /** What Discord roles give, and how many are on the list by each. */
  gives: z.array(z.object({ guildRole: z.string(), role: z.enum(GIVEN_ROLES), held: z.number().int() })),
  /** Accounts that no Discord role brings back. */
  barred: z.array(z.string()),
});
type Listed = DeepReadonly<z.infer<typeof listSchema>>;

function listed({ people, locks, guildRoles: { gives, barred } }: DeskState): Listed {
  const held = [...people.values()].flatMap((member) => member.held?.roles ?? []);
  return {
    kind: 'list',
    people: [...people.values()].map((member) => ({
      id: member.id,
      name: member.name,
      role: member.role,
      held: member.held !== undefined,
      accounts: [...member.accounts],
      locked: locks.get(member.id)?.until,
    })),
    gives: [...gives].map(([guildRole, role]) => ({ guildRole, role, held: held.filter((one) => one === guildRole).length })),
    barred: [...barred],
  };
}

/** What each Discord role gives, and whom none brings back. */
const mappings = ({ gives, barred }: Listed): readonly string[] =>
  gives.length === 0
    ? []
    : [
        ...gives.map(({ guildRole, role, held }) => `Discord role ${guildRole} gives ${role} · ${held} here by it`),
        ...barred.map((account) => `${account} was taken off: no Discord role brings it back`),
      ];

/** What the words would change; undefined where they only ask for the list. */
function changeOf({ action, words }: Args, state: Membership): Change | undefined {
  const text = words.trim();
  if (action === undefined)
    return text === '' ? undefined : refused(`/users does not take "${text}"`, 'Expected add, remove, role, unlink or map', ADD);
  return { add: added, remove: removed, role: changedRole, unlink: unlinked, map: mapped }[action](text, state);
}

const isBarred = ({ leavesNoAdmin }: Extract<Change, { kind: 'change' }>, { id }: Person): boolean =>
  leavesNoAdmin === true && id !== TERMINAL;

/** The list of people. Who is taken off it is heard no more, from that moment on; only an admin may give it. */
export const users = defineCommand({
  name: 'users',
  aliases: ['people'],
  about: 'who may steer the desk: add, remove, another role, unlink, map a Discord role',
  args: {
    action: optional(choice('add, remove, role, unlink or map', ACTIONS)),
    words: rest('whom', 'telegram:12345 Ana trader'),
  },
  role: 'admin',
  risk: (args, desk) => {
    const change = changeOf(args, desk.state());
    return change?.kind !== 'change' ? 'none' : change.stepUp === undefined ? 'reduces' : 'adds';
  },
  confirm: (args, desk, who) => {
    const change = changeOf(args, desk.state());
    return change?.kind === 'change' && !isBarred(change, who)
      ? { title: asksText(change.change), lines: changeLines(change.change) }
      : undefined;
  },
  stepUp: (args, desk) => {
    const change = changeOf(args, desk.state());
    return change?.kind === 'change' ? change.stepUp : undefined;
  },
  run: async (args, desk, who) => {
    const state = desk.state();
    const change = changeOf(args, state);
    if (change === undefined) return listed(state);
    if (change.kind === 'refused') return change;
    if (isBarred(change, who)) return lastAdmin();
    const events = change.events(desk.now(), who.name);
    await desk.register(...events);
    return { kind: 'changed' as const, change: change.change };
  },
  result: z.discriminatedUnion('kind', [
    refusedSchema,
    listSchema,
    z.object({ kind: z.literal('changed'), change: userChangeSchema }),
  ]),
  show: (done) => {
    switch (done.kind) {
      case 'refused':
        return refusal(done.wrong, done.expected, done.example);
      case 'changed':
        return {
          title: doneText(done.change),
          lines: changeLines(done.change),
          buttons: [{ label: 'Users', line: '/users' }],
        };
      case 'list':
        return {
          title: done.people.length === 0 ? 'Nobody is on the list' : `${done.people.length} on the list`,
          lines: [
            ...done.people.map(
              ({ id, name, role, held, accounts, locked }) =>
                `${id} ${name} · ${role}${held ? ' by Discord role' : ''} · ${accountsText(accounts)}${locked === undefined ? '' : ` · locked until ${timeText(locked)}`}`,
            ),
            ...mappings(done),
            `Add one: ${ADD}`,
          ],
        };
    }
  },
});
