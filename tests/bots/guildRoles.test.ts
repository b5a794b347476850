import { beforeEach, describe, expect, test } from 'vitest';
import type { ChatAccount, HeardLine } from '../../src/bots/chat.ts';
import type { Role } from '../../src/core/facts/roles.ts';
import { remapped } from '../../src/core/state/guildRoles.ts';
import { joinedBy, plainName } from '../../src/core/state/membership.ts';
import { AT, type Door, heard, openDoor } from './door.ts';

let state: Door['state'];
let rows: Door['rows'];
let forgotten: Door['forgotten'];
let codes: Door['codes'];
let gate: Door['gate'];
let put: Door['put'];

describe('a Discord role that is mapped', () => {
  const [READERS, TRADERS, OTHERS] = ['1123456789012345671', '1123456789012345672', '1123456789012345673'] as const;
  const EVE: ChatAccount = 'discord:55';
  const map = (guildRole: string, gives: 'viewer' | 'trader' | 'none'): void =>
    put(...remapped(state, { guildRole, gives }, { at: AT, who: 'Ana' }));
  const speaks = (roles: readonly string[] | undefined, more: Partial<HeardLine> = {}) =>
    gate.admit(heard(EVE, '/status', { name: 'Eve', ...(roles === undefined ? {} : { guildRoles: roles }), ...more }));
  const member = (id: string, role: Role) => ({ kind: 'member', member: { id, role } });
  const STRANGER = { kind: 'ignored' };

  beforeEach(() => {
    ({ state, rows, forgotten, codes, gate, put } = openDoor());
    map(READERS, 'viewer');
    map(TRADERS, 'trader');
  });

  test('lets its holder in with the highest of what their roles give, and says in the log that it did', async () => {
    expect(await speaks([OTHERS, READERS, TRADERS])).toMatchObject(member('p3', 'trader'));
    const held = { account: EVE, roles: [TRADERS, READERS] };
    const who = `Discord role #${TRADERS}`;
    expect(rows).toEqual([
      { type: 'person', at: AT, person: 'p3', name: 'Eve', role: 'trader', who, held },
      { type: 'linked', at: AT, person: 'p3', account: EVE, on: true, who },
    ]);
    expect(plainName(who)).not.toBe(who);
    await speaks([OTHERS, READERS, TRADERS]);
    await speaks([TRADERS, READERS]);
    expect(rows).toHaveLength(2);
  });

  test.each([
    ['no role', []],
    ['another role', [OTHERS]],
    ['roles that nobody tells of', undefined],
  ])('does nothing for somebody with %s', async (_, roles) => {
    expect(await speaks(roles)).toEqual(STRANGER);
    expect(rows.filter(({ type }) => type === 'ignored')).toMatchObject([{ account: EVE, why: 'stranger' }]);
  });

  test('raises, lowers and takes off at the next word, before it is done', async () => {
    await speaks([READERS]);
    expect(await speaks([READERS, TRADERS])).toMatchObject(member('p3', 'trader'));
    expect(await speaks([READERS])).toMatchObject(member('p3', 'viewer'));
    expect(await speaks([])).toEqual(STRANGER);
    expect(state.people.has('p3')).toBe(false);
    expect(forgotten).toEqual(['p3']);
    expect(await speaks([READERS])).toMatchObject(member('p4', 'viewer'));
  });

  test('leaves people who were listed by hand the role that they have', async () => {
    put({ type: 'linked', at: AT, person: 'p2', account: 'discord:22', on: true, who: 'Bob' });
    for (const guildRoles of [[READERS], []])
      expect(await gate.admit(heard('discord:22', '/status', { guildRoles }))).toMatchObject(member('p2', 'trader'));
    await speaks([READERS]);
    put({ type: 'person', at: AT, person: 'p3', name: 'Eve', role: 'approver', who: 'Ana' });
    for (const roles of [[TRADERS], []]) expect(await speaks(roles)).toMatchObject(member('p3', 'approver'));
  });

  test('brings nobody back who was taken off by hand, until they are added by hand', async () => {
    await speaks([READERS]);
    put({ type: 'person', at: AT, person: 'p3', name: 'Eve', role: 'none', who: 'Ana' });
    expect(await speaks([READERS, TRADERS])).toEqual(STRANGER);
    put(...joinedBy(state, { at: AT, role: 'viewer', name: 'Eve', account: EVE, who: 'Ana' }));
    expect(await speaks([TRADERS])).toMatchObject(member('p4', 'viewer'));
  });

  test('that is mapped otherwise, or no more, tells at once for those who were seen to hold it', async () => {
    await speaks([READERS, TRADERS]);
    map(TRADERS, 'none');
    expect(state.people.get('p3')?.role).toBe('viewer');
    map(READERS, 'trader');
    expect(state.people.get('p3')?.role).toBe('trader');
    map(READERS, 'none');
    expect(state.people.has('p3')).toBe(false);
    expect(await speaks([READERS, TRADERS])).toEqual(STRANGER);
  });

  test('ends for all accounts of a person once it is known to be gone', async () => {
    await speaks([TRADERS]);
    const { code } = codes.links.issue('p3');
    await gate.admit(heard('telegram:55', `/link ${code}`));
    expect(await gate.admit(heard('telegram:55', '/status'))).toMatchObject(member('p3', 'trader'));
    await speaks([]);
    expect(await gate.admit(heard('telegram:55', '/status'))).toEqual(STRANGER);
  });

  test('is that of the account by which the person came, whatever a second one of theirs holds', async () => {
    await speaks([TRADERS]);
    const { code } = codes.links.issue('p3');
    await gate.admit(heard('discord:56', `/link ${code}`, { guildRoles: [] }));
    expect(await gate.admit(heard('discord:56', '/status', { guildRoles: [] }))).toMatchObject(member('p3', 'trader'));
    await gate.admit(heard('discord:56', '/status', { left: true }));
    expect(state.people.get('p3')?.role).toBe('trader');
    const other = codes.links.issue('p2').code;
    expect(await gate.admit(heard('discord:56', `/link ${other}`))).toMatchObject(member('p3', 'trader'));
  });

  test('goes with whoever leaves the server; what they say there counts for nobody', async () => {
    await speaks([TRADERS]);
    expect(await speaks(undefined, { left: true })).toEqual(STRANGER);
    expect(state.people.has('p3')).toBe(false);
    put({ type: 'linked', at: AT, person: 'p2', account: 'discord:22', on: true, who: 'Bob' });
    expect(await gate.admit(heard('discord:22', '/status', { left: true }))).toEqual(STRANGER);
    expect(state.people.get('p2')?.role).toBe('trader');
    expect(rows.filter(({ type }) => type === 'ignored')).toEqual([]);
  });

  test('makes no second person of somebody who is listed: their link code takes the account over', async () => {
    await speaks([READERS]);
    const own = codes.links.issue('p3').code;
    expect(await speaks([READERS], { said: { kind: 'line', line: `/link ${own}` } })).toMatchObject(member('p3', 'viewer'));
    const { code } = codes.links.issue('p2');
    expect(await speaks([READERS], { said: { kind: 'line', line: `/link ${code}` } })).toMatchObject({
      kind: 'joined',
      member: { id: 'p2', role: 'trader' },
    });
    expect([...state.people.keys()]).toEqual(['p1', 'p2']);
    expect(await speaks([])).toMatchObject(member('p2', 'trader'));
  });

  test('gives a name that is plain and free', async () => {
    expect(await speaks([READERS], { name: '<b>Bob</b>\n' })).toMatchObject({ member: { name: 'b Bob b' } });
    const other = await gate.admit(heard('discord:57', '/status', { name: 'bob', guildRoles: [READERS] }));
    expect(other).toMatchObject({ member: { name: 'bob 2' } });
  });
});
