import { beforeEach, describe, expect, it } from 'vitest';
import { seenHolding } from '../../src/core/state/guildRoles.ts';
import { memberOf } from '../../src/core/state/people.ts';
import type { Ms } from '../../src/core/time.ts';
import { openDeskOfPeople } from './desk.ts';
import { type Listed, openListed } from './listed.ts';

let desk: Listed['desk'];
let factors: Listed['factors'];
let say: Listed['say'];
let title: Listed['title'];
let enrol: Listed['enrol'];
let code: Listed['code'];

beforeEach(async () => {
  ({ desk, factors, say, title, enrol, code } = await openListed());
});

describe('/users map', () => {
  const [GUILD_ROLE, OTHER] = ['1123456789012345679', '1123456789012345680'];
  const at = (): Ms => desk.now();
  /** Somebody comes by their Discord role, as the gate lets them in. */
  const seen = (holds: readonly string[]) =>
    desk.record(...seenHolding(desk.state, { account: 'discord:55', name: 'Eve', holds }, at()));

  it('maps a Discord role with a code and not without one, and says what that means', async () => {
    const { reply } = await say('p1', `/users map <@&${GUILD_ROLE}> Trader`);
    expect(reply.title).toBe(`Discord role ${GUILD_ROLE} is to give trader?`);
    expect(reply.lines).toContain('A one-time code is wanted: it adds users');
    expect(reply.lines).toContain('Whoever can give out that role on Discord can give out trader');
    expect(await title('p1', '/yes')).toBe('A yes is not enough');
    expect(desk.state.guildRoles.gives.size).toBe(0);
    expect(await title('p1', `/code ${code()}`)).toBe(`Discord role ${GUILD_ROLE} gives trader now`);
    expect([...desk.state.guildRoles.gives]).toEqual([[GUILD_ROLE, 'trader']]);
    await seen([GUILD_ROLE]);
    const lines = (await say('p1', '/users')).reply.lines;
    expect(lines).toContain('p3 Eve · trader by Discord role · discord:55');
    expect(lines).toContain(`Discord role ${GUILD_ROLE} gives trader · 1 here by it`);
    const audit = (await say('p1', '/audit 5')).reply.lines.join('\n');
    expect(audit).toContain(`Discord role ${GUILD_ROLE} gives trader by Ana`);
    expect(audit).toContain(`p3 Eve: trader by Discord role #${GUILD_ROLE}`);
  });

  it('is for admins', async () => {
    expect(await title('p2', `/users map ${GUILD_ROLE} viewer`)).toBe('/users is not yours to give');
  });

  it('takes it back with a yes, and its people with it, codes and all', async () => {
    for (const line of [`/users map ${GUILD_ROLE} trader`, '/yes', `/users map ${OTHER} viewer`, '/yes']) await desk.type(line);
    await seen([GUILD_ROLE, OTHER]);
    enrol('p3');
    const { reply } = await say('p1', `/users map ${GUILD_ROLE} off`);
    expect(reply.lines).toEqual(['Before: trader', 'p3 Eve: viewer']);
    await say('p1', '/yes');
    expect(desk.state.people.get('p3')?.role).toBe('viewer');
    await say('p1', `/users map ${OTHER} off`);
    expect(await title('p1', '/yes')).toBe(`Discord role ${OTHER} gives nothing now`);
    expect([...desk.state.people.keys()]).toEqual(['p1', 'p2']);
    expect(await factors.has('p3')).toBe(false);
    expect((await say('p1', '/users')).reply.lines.join()).not.toContain('Discord role');
    expect((await say('p1', '/audit 3')).reply.lines.join()).toContain('p3 removed by Ana: no Discord role keeps them');
  });

  it('asks for a code where it raises, not where it lowers', async () => {
    for (const line of [`/users map ${GUILD_ROLE} trader`, '/yes']) await desk.type(line);
    await say('p1', `/users map ${GUILD_ROLE} viewer`);
    expect(await title('p1', '/yes')).toBe(`Discord role ${GUILD_ROLE} gives viewer now`);
    await say('p1', `/users map ${GUILD_ROLE} trader`);
    expect(await title('p1', '/yes')).toBe('A yes is not enough');
  });

  it('cannot give admin, and says why', async () => {
    const { outcome, reply } = await say('p1', `/users map ${GUILD_ROLE} admin`);
    expect([outcome, reply.title]).toEqual(['refused', 'A Discord role cannot give admin']);
    expect(reply.lines[0]).toContain('could make admins');
  });

  it('says of somebody who is taken off by hand that their role does not bring them back', async () => {
    for (const line of [`/users map ${GUILD_ROLE} trader`, '/yes']) await desk.type(line);
    await seen([GUILD_ROLE]);
    expect((await say('p1', '/users remove Eve')).reply.lines.at(-1)).toContain('does not bring them back');
    await say('p1', '/yes');
    await seen([GUILD_ROLE]);
    expect(desk.state.people.size).toBe(2);
    expect((await say('p1', '/users')).reply.lines).toContain('discord:55 was taken off: no Discord role brings it back');
  });

  it('lists somebody by hand who was there by a role, though the role is the same', async () => {
    for (const line of [`/users map ${GUILD_ROLE} trader`, '/yes']) await desk.type(line);
    await seen([GUILD_ROLE]);
    await say('p1', '/users role Eve trader');
    expect(await title('p1', `/code ${code()}`)).toBe('p3 Eve is trader now');
    await seen([]);
    expect(desk.state.people.get('p3')?.role).toBe('trader');
  });

  it('brings nobody back by an account that was unlinked', async () => {
    for (const line of [`/users map ${GUILD_ROLE} trader`, '/yes', '/users add discord:33 Dan viewer', '/yes'])
      await desk.type(line);
    for (const line of ['/users unlink discord:33', '/yes']) await desk.type(line);
    const { people, guildRoles } = desk.state;
    expect(guildRoles.barred.has('discord:33')).toBe(true);
    expect(seenHolding(desk.state, { account: 'discord:33', name: 'Dan', holds: [GUILD_ROLE] }, desk.now())).toEqual([]);
    expect(memberOf(people, 'discord:33')).toBeUndefined();
  });

  it('survives a restart', async () => {
    for (const line of [`/users map ${GUILD_ROLE} trader`, '/yes']) await desk.type(line);
    await seen([GUILD_ROLE]);
    await desk.type('/users remove p3');
    await desk.type('/yes');
    const before = desk.state.guildRoles;
    await desk.stop();
    expect((await openDeskOfPeople(factors, desk.log)).state.guildRoles).toEqual(before);
    expect([before.gives.size, before.barred.size]).toEqual([1, 1]);
  });

  it.each([
    '/users map',
    '/users map trader',
    '/users map 12345 trader',
    `/users map <@${GUILD_ROLE}> trader`,
    `/users map <@&${GUILD_ROLE} trader`,
    `/users map @everyone trader`,
    `/users map ${GUILD_ROLE}`,
    `/users map ${GUILD_ROLE} king`,
    `/users map ${GUILD_ROLE} off`,
  ])('refuses %s with an example', async (line) => {
    const { outcome, reply } = await say('p1', line);
    expect([outcome, reply.lines.at(-1)]).toEqual(['refused', expect.stringMatching(/^Example: \/users/)]);
    expect(desk.state.guildRoles.gives.size).toBe(0);
  });
});
