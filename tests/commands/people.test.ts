import { Secret, TOTP } from 'otpauth';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Way } from '../../src/core/desk/command.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { openDeskOfPeople } from './desk.ts';
import { type Listed, openListed } from './listed.ts';

const GROUP: Way = { tapped: false, private: false };

let kept: Listed['kept'];
let wall: Listed['wall'];
let desk: Listed['desk'];
let factors: Listed['factors'];
let say: Listed['say'];
let title: Listed['title'];
let enrol: Listed['enrol'];
let code: Listed['code'];
const asked = async (person: string, line: string): Promise<boolean> => (await say(person, line)).outcome === 'asked';

beforeEach(async () => {
  ({ desk, factors, kept, wall, say, title, enrol, code } = await openListed());
});

describe('/users', () => {
  it('puts somebody on the list with a code, and not without one', async () => {
    expect(await title('p1', '/users add discord:3 Carl viewer')).toBe('Add Carl as viewer?');
    expect(await title('p1', '/yes')).toBe('A yes is not enough');
    expect(desk.state.people.size).toBe(2);
    expect(await title('p1', `/code ${code()}`)).toBe('p3 Carl is on the list: viewer');
    expect([...(desk.state.people.get('p3')?.accounts ?? [])]).toEqual(['discord:3']);
    const [row] = eventsOf(desk.rows(), 'person').filter(({ person }) => person === 'p3');
    expect(row).toMatchObject({ name: 'Carl', role: 'viewer', who: 'Ana' });
  });

  it('raises a role with a code and lowers it without', async () => {
    await say('p1', '/users role bob approver');
    expect(await title('p1', `/code ${code()}`)).toBe('p2 Bob is approver now');
    expect(await title('p1', '/users role p2 viewer')).toBe('Make p2 Bob viewer?');
    expect(await title('p1', '/yes')).toBe('p2 Bob is viewer now');
    expect(await title('p2', '/pause')).toBe('/pause is not yours to give');
  });

  it('is for admins', async () => {
    for (const line of ['/users', '/users add telegram:9 Eve admin', '/users role p2 admin', '/users remove p1'])
      expect(await title('p2', line)).toBe('/users is not yours to give');
  });

  it('takes somebody off at once, with their codes and their question', async () => {
    enrol('p2');
    await say('p2', '/stop');
    await say('p1', '/users remove p2');
    expect(desk.state.people.has('p2')).toBe(true);
    await say('p1', '/yes');
    expect(desk.state.people.has('p2')).toBe(false);
    expect(await factors.has('p2')).toBe(false);
    await desk.type('/users add telegram:2 Bob trader');
    await desk.type('/yes');
    expect([...desk.state.people.keys()]).toEqual(['p1', 'p3']);
    expect(await factors.has('p3')).toBe(false);
  });

  it('keeps the last admin, whatever is tried', async () => {
    for (const line of ['/users remove p1', '/users remove Ana', '/users role p1 trader'])
      expect(await title('p1', line)).toBe('That leaves no admin');
    await say('p1', '/users role p2 admin');
    await say('p1', `/code ${code()}`);
    expect(await asked('p1', '/users remove p1')).toBe(true);
    // While that waits, the other one is lowered: then this is the last.
    await desk.type('/users role p2 trader');
    await desk.type('/yes');
    expect(await title('p1', '/yes')).toBe('That leaves no admin');
    expect(desk.state.people.get('p1')?.role).toBe('admin');
  });

  it('lets the terminal, which needs no admin, take the last one off', async () => {
    expect((await desk.type('/users remove p1')).reply.title).toBe('Take p1 Ana off the list?');
    expect((await desk.type('/yes')).reply.title).toBe('p1 Ana is off the list');
    expect([...desk.state.people.keys()]).toEqual(['p2']);
  });

  it('takes an account from a person, but not the last admin’s only one', async () => {
    expect(await title('p1', '/users unlink telegram:1')).toBe('That leaves no admin');
    expect(await title('p1', '/users unlink telegram:7')).toBe('"telegram:7" is no account on the list');
    expect(await title('p1', '/users unlink telegram:2')).toBe('Take telegram:2 from p2 Bob?');
    expect((await say('p1', '/yes')).reply.lines[0]).toBe('Left: no account');
    expect(desk.state.people.get('p2')?.accounts.size).toBe(0);
  });

  it('asks for a code also where a lowering has become a raise meanwhile', async () => {
    await desk.type('/users role p2 approver');
    await desk.type('/yes');
    expect((await say('p1', '/users role p2 trader')).reply.buttons).toEqual([{ label: 'Yes', line: '/yes' }]);
    await desk.type('/users role p2 viewer');
    await desk.type('/yes');
    expect((await say('p1', '/yes')).outcome).toBe('asked');
    expect(desk.state.people.get('p2')?.role).toBe('viewer');
  });

  it('survives a restart', async () => {
    await desk.stop();
    const again = await openDeskOfPeople(factors, desk.log);
    expect([...again.state.people.values()].map(({ id, name, role }) => [id, name, role])).toEqual([
      ['p1', 'Ana', 'admin'],
      ['p2', 'Bob', 'trader'],
    ]);
  });

  it('changes nothing by words that are not understood, and shows an example', async () => {
    const before = JSON.stringify([...desk.state.people.values()]);
    for (const line of [
      '/users add',
      '/users add telegram:x Eve viewer',
      '/users add email:1 Eve viewer',
      '/users add telegram:3 Eve',
      '/users add telegram:3 viewer',
      '/users add telegram:3 Eve<b> viewer',
      '/users add telegram:3 terminal viewer',
      '/users add telegram:2 Eve viewer',
      '/users remove',
      '/users remove p9',
      '/users role p2 king',
      '/users role p2 trader',
      '/users role',
      '/users whom',
    ]) {
      const { outcome, reply } = await say('p1', line);
      expect([line, outcome, reply.lines.at(-1)]).toEqual([line, 'refused', expect.stringMatching(/^Example: \/users/)]);
    }
    expect(JSON.stringify([...desk.state.people.values()])).toBe(before);
  });
});

it('a command that was cut off is run again in the name of whoever gave it, code and all', async () => {
  await say('p1', '/config risk.perTrade 3%');
  await say('p1', `/code ${code()}`);
  const rows = desk.rows().length;
  // The last step of a replay is run again; had it not the same giver, it would not repeat itself.
  const again = await openDeskOfPeople(factors, desk.log);
  expect(again.state.settings.values.risk.perTrade).toBe(0.03);
  const changes = eventsOf(again.rows(), 'settings').slice(1);
  expect(changes.map(({ who }) => who)).toEqual(['Ana']);
  expect(again.rows().filter(({ event }) => event.type === 'command').length).toBe(
    desk
      .rows()
      .slice(0, rows)
      .filter(({ event }) => event.type === 'command').length,
  );
});

describe('a one-time code is wanted', () => {
  it('where a limit is raised, and not where it is lowered', async () => {
    expect((await say('p1', '/config risk.perTrade 3%')).reply.lines).toContain(
      'A one-time code is wanted: it raises a limit, risk.perTrade',
    );
    expect(await title('p1', `/code ${code()}`)).toBe('risk.perTrade: 2 % → 3 %');
    await say('p1', '/config risk.perTrade 1%');
    expect(await title('p1', '/yes')).toBe('risk.perTrade: 3 % → 1 %');
    await say('p1', '/config risk.maxNotional 1000');
    expect(await title('p1', '/yes')).toMatch(/^risk.maxNotional/);
    expect((await say('p1', '/config risk.maxNotional none')).reply.lines.join()).toContain('it raises a limit');
  });

  it('where a limit was lowered between the question and the yes', async () => {
    await say('p1', '/config risk.perTrade 1.5%');
    await desk.type('/config risk.perTrade 1%');
    await desk.type('/yes');
    expect((await say('p1', '/yes')).outcome).toBe('asked');
    expect(desk.state.settings.values.risk.perTrade).toBe(0.01);
  });

  it('where the desk is to trade without asking', async () => {
    await say('p1', '/config authority approve');
    expect(await title('p1', '/yes')).toBe('authority: auto → approve');
    expect((await say('p1', '/config authority auto')).reply.lines.join()).toContain('trades without asking');
    await say('p1', '/yes');
    expect(desk.state.settings.values.authority).toBe('approve');
  });

  it('where a halt is lifted that a person must lift, and not to end a pause', async () => {
    await say('p1', '/pause');
    expect(await title('p1', '/resume')).toBe('▶ Trading');
    const at = desk.now();
    const ends = 'when an admin lifts it with /resume';
    await desk.record({ type: 'halted', at, halt: 'drawdown', blocks: 'entries', ends, says: '' });
    await say('p2', '/pause');
    expect(await title('p2', '/resume')).toBe('That adds risk');
    expect(await asked('p1', '/resume')).toBe(true);
    expect(desk.state.halts.size).toBe(1);
    expect(await title('p1', `/code ${code()}`)).toBe('▶ Trading');
    expect(desk.state.halts.size).toBe(0);
  });

  it('and never where risk is reduced', async () => {
    kept.clear();
    const outcomes: string[] = [];
    for (const line of ['/pause', '/panic', '/symbol deny BTC', '/strategy momentum off'])
      outcomes.push((await say('p1', line)).outcome);
    expect(outcomes).toEqual(['ok', 'ok', 'ok', 'ok']);
  });
});

describe('/totp', () => {
  const first = (secret: string): string => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: wall() });

  it('shows the secret in words and as a picture, confirms it, and gives eight recovery codes', async () => {
    const { reply } = await say('p2', '/totp');
    const text = reply.picture?.kind === 'qr' ? reply.picture.text : '';
    const secret = new URL(text).searchParams.get('secret') ?? '';
    expect(reply).toMatchObject({ copies: [secret, text], secret: true });
    expect(text).toContain('otpauth://totp/Countersign:Bob?');
    expect(await title('p2', '/totp 000000')).toBe('That code is wrong');
    const done = await say('p2', `/totp ${first(secret)}`);
    expect(done.reply.lines.filter((line) => /^ {2}[A-Z]{5}-[A-Z]{5}$/.test(line))).toHaveLength(8);
    expect(eventsOf(desk.rows(), 'secondFactor')).toMatchObject([{ person: 'p2', state: 'set', who: 'Bob' }]);
    const rows = JSON.stringify(desk.rows().map(({ event }) => event));
    for (const word of [secret, first(secret), ...done.reply.lines.slice(2, 10)]) expect(rows).not.toContain(word.trim());
  });

  it('replaces codes only with one of them', async () => {
    expect(await title('p1', '/totp')).toBe('Your one-time codes are set up');
    expect(await title('p1', '/totp new')).toBe('/totp new: your code first');
    expect(await title('p1', '/totp 000000')).toBe('Nothing waits for its first code');
    await say('p1', '/totp new');
    expect(await title('p1', `/code ${code()}`)).toBe('Scan this with an authenticator');
  });

  it('stays out of groups, like /link', async () => {
    expect(await title('p2', '/totp', GROUP)).toBe('/totp is for a private chat');
    expect(await title('p2', '/link', GROUP)).toBe('/link is for a private chat');
  });
});

it('/whoami and /tz show and keep the zone', async () => {
  expect(await title('p2', '/tz asia/tokyo')).toBe('Times are shown to you in Asia/Tokyo');
  expect((await say('p2', '/whoami')).reply).toEqual({
    title: 'You are p2 Bob: trader',
    lines: [
      'Accounts telegram:2',
      'Time zone Asia/Tokyo, where it is 2024-01-01 09:00 Tokyo',
      'No one-time codes; /totp sets them up',
    ],
  });
});

it('/tz keeps a zone for the terminal too, whose owner is on no list', async () => {
  expect((await desk.type('/tz')).reply.title).toBe('Your time zone is UTC');
  expect((await desk.type('/tz Europe/Berlin')).reply).toEqual({
    title: 'Times are shown to you in Europe/Berlin',
    lines: ['It is 2024-01-01 01:00 Berlin', 'The risk day begins at UTC midnight for everybody'],
  });
  expect((await desk.type('/whoami')).reply.lines).toContain('Time zone Europe/Berlin, where it is 2024-01-01 01:00 Berlin');
  expect((await say('p1', '/whoami')).reply.lines).toContain('Time zone UTC, where it is 2024-01-01 00:00 UTC');
});

it('/link gives its own person a code, and takes none from who is on the list', async () => {
  expect(await title('p2', '/link')).toMatch(/^Your code: [A-Z]{8}$/);
  expect(await title('p1', '/link ABCDEFGH')).toBe('This account speaks for Ana already');
});

it('/link asks those who have codes for one', async () => {
  expect(await title('p1', '/link')).toBe('/link: your code first');
  expect(await title('p1', `/code ${code()}`)).toMatch(/^Your code: [A-Z]{8}$/);
});
