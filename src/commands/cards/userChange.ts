import { z } from 'zod';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { GIVEN_ROLES, ROLES } from '../../core/facts/roles.ts';

const role = z.enum(ROLES);
const given = z.enum(GIVEN_ROLES);
const person = { person: z.string(), name: z.string() };

/** A change of the list of people. */
export const userChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), ...person, role, account: z.string() }),
  /** `held` by a role of the Discord server, not by hand. */
  z.object({ kind: z.literal('remove'), ...person, role, accounts: z.array(z.string()), held: z.boolean() }),
  z.object({ kind: z.literal('role'), ...person, role, before: role }),
  /** `left` are the accounts that still speak for them. */
  z.object({ kind: z.literal('unlink'), ...person, account: z.string(), left: z.array(z.string()) }),
  /** What a Discord role gives, nothing where absent; `follow` are those whose role changes with it. */
  z.object({
    kind: z.literal('map'),
    guildRole: z.string(),
    gives: given.optional(),
    before: given.optional(),
    raises: z.boolean(),
    follow: z.array(z.object({ ...person, role: role.optional() })),
  }),
]);
export type UserChange = DeepReadonly<z.infer<typeof userChangeSchema>>;

/** `telegram:1, discord:2`. */
export const accountsText = (accounts: readonly string[]): string => (accounts.length === 0 ? 'no account' : accounts.join(', '));

/** The question before it. */
export function asksText(change: UserChange): string {
  switch (change.kind) {
    case 'add':
      return `Add ${change.name} as ${change.role}?`;
    case 'remove':
      return `Take ${change.person} ${change.name} off the list?`;
    case 'role':
      return `Make ${change.person} ${change.name} ${change.role}?`;
    case 'unlink':
      return `Take ${change.account} from ${change.person} ${change.name}?`;
    case 'map':
      return `Discord role ${change.guildRole} is to give ${change.gives ?? 'nothing'}?`;
  }
}

/** What is said once it is done. */
export function doneText(change: UserChange): string {
  switch (change.kind) {
    case 'add':
      return `${change.person} ${change.name} is on the list: ${change.role}`;
    case 'remove':
      return `${change.person} ${change.name} is off the list`;
    case 'role':
      return `${change.person} ${change.name} is ${change.role} now`;
    case 'unlink':
      return `${change.account} no longer speaks for ${change.person} ${change.name}`;
    case 'map':
      return `Discord role ${change.guildRole} gives ${change.gives ?? 'nothing'} now`;
  }
}

/** What goes with it, line by line. */
export function changeLines(change: UserChange): readonly string[] {
  switch (change.kind) {
    case 'add':
      return [change.account];
    case 'remove':
      return [
        `Role ${change.role} · ${accountsText(change.accounts)}`,
        'At once: no word or tap of theirs counts any more',
        ...(change.held ? ['Their Discord role does not bring them back; /users add does'] : []),
      ];
    case 'role':
      return [`Before: ${change.before}`];
    case 'unlink':
      return [`Left: ${accountsText(change.left)}`, 'At once: no word or tap from it counts any more'];
    case 'map':
      return [
        `Before: ${change.before ?? 'nothing'}`,
        ...(change.raises
          ? [
              `Whoever can give out that role on Discord can give out ${change.gives ?? 'nothing'}`,
              'Two accounts of one human with it count as two people',
            ]
          : []),
        ...change.follow.map((one) => `${one.person} ${one.name}: ${one.role ?? 'off the list'}`),
      ];
  }
}
