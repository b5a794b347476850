import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/commands/list.ts';
import { stillDesk } from '../../commands/desk.ts';
import type { MemoryDesk } from '../../support/memoryDesk.ts';
import { eventsOf } from '../../support/memoryLog.ts';

let desk: MemoryDesk;
beforeAll(async () => {
  desk = await stillDesk({ authority: 'approve', approval: { self: true } });
  await desk.type('/buy BTC 2000');
});

/** What a line was read as. */
const readAs = (line: string) => {
  const [first = '', ...words] = line.slice(1).split(' ');
  const call = COMMANDS.find(({ name }) => name === first)?.read(words, desk.trader.desk);
  if (call === undefined) throw new Error(`there is no /${first}`);
  return 'refused' in call ? call.refused.title : call.args;
};

describe('a bare number before free text', () => {
  it.each([
    ['/approve A1', { why: '' }],
    ['/approve A1 500', { amount: '500', why: '' }],
    ['/approve A1 looks fine', { why: 'looks fine' }],
    ['/approve A1 20 min late', { why: '20 min late' }],
    ['/approve A1 500 ok go', { why: '500 ok go' }],
    ['/approve A1 500 USDT', { amount: '500', why: '' }],
    ['/approve A1 500 usdt ok go', { amount: '500', why: 'ok go' }],
    ['/approve A1 1,500.5 usdt', { amount: '1500.5', why: '' }],
    ['/approve A1 amount=500 20 min late', { amount: '500', why: '20 min late' }],
    ['/approve A1 500 why=20 min late', { amount: '500', why: '20 min late' }],
    ['/approve A1 why=500', { why: '500' }],
    ['/approve A1 ok amount=500', { why: 'ok amount=500' }],
    ['/approve amount=500 A1', { amount: '500', why: '' }],
    ['/approve proposal=A1 Amount=500', { amount: '500', why: '' }],
  ])('%s', (line, args) => {
    expect(readAs(line)).toEqual({ proposal: 'A1', ...args });
  });
});

describe.each(COMMANDS.filter(({ outline }) => outline.some(({ rest }) => rest)).map((one) => [one.name, one] as const))(
  '/%s, which ends with free text',
  (name, { outline }) => {
    const needed = outline.filter(({ optional }) => !optional).map(() => 'A1');
    const free = outline.find(({ rest }) => rest)?.name ?? '';

    it.each(['20 min late', '500 ok go', '1 2 3', '0.5 is enough', '7', 'looks fine', '2nd of two'])(
      'keeps "%s" whole',
      (text) => {
        const named = `/${name} ${[...needed, `${free}=${text}`].join(' ')}`;
        expect(readAs(named)).toMatchObject({ [free]: text });
        // A length before a reason is one where a command takes one.
        if (text.includes(' ') && !(text.startsWith('20 min') && ['pause', 'lock'].includes(name)))
          expect(readAs(`/${name} ${[...needed, text].join(' ')}`)).toMatchObject({ [free]: text });
      },
    );
  },
);

it('a pause takes its length, which has a unit, before its reason', () => {
  expect(readAs('/pause 2h lunch')).toEqual({ duration: 7_200_000, why: 'lunch' });
  expect(readAs('/pause 30 min lunch')).toEqual({ duration: 1_800_000, why: 'lunch' });
  expect(readAs('/pause 1 hour')).toEqual({ duration: 3_600_000, why: '' });
  expect(readAs('/pause 2 hrs 5 min lunch break')).toEqual({ duration: 7_500_000, why: 'lunch break' });
  expect(readAs('/pause 90 s')).toEqual({ duration: 90_000, why: '' });
  expect(readAs('/pause duration=1.5 h lunch')).toEqual({ duration: 5_400_000, why: 'lunch' });
  expect(readAs('/pause 3 losses in a row')).toEqual({ why: '3 losses in a row' });
});

it('what only looks like a length is no reason', () => {
  expect(readAs('/pause 3x too much')).toBe('"3x" is no duration');
  expect(readAs('/pause 30')).toBe('"30" is no duration');
  expect(readAs('/pause 30 mintes lunch')).toBe('"30 mintes" is no duration');
  expect(readAs('/pause why=30 mintes lunch')).toEqual({ why: '30 mintes lunch' });
});

it('a length of two words is one wherever one is wanted', () => {
  expect(readAs('/symbol deny BTC 2 hours')).toMatchObject({ duration: 7_200_000 });
  expect(readAs('/grant 500 3 4 hours BTC')).toMatchObject({ duration: 14_400_000, symbol: 'BTC/USDT' });
  expect(readAs('/config exits.guardEvery 30 min')).toMatchObject({ value: '30 min' });
  expect(readAs('/profit 7 days symbol')).toEqual(readAs('/profit 7d symbol'));
  expect(readAs('/why BTC 2 hours ago')).toEqual(readAs('/why BTC 2h'));
});

it('a length that is none or too long is refused, and no reason', async () => {
  expect(readAs('/pause 99999999d')).toBe('99999999d is too long');
  expect(readAs('/pause 0s lunch')).toBe('"0s" is no duration');
  const { outcome, reply } = await desk.type('/pause 99999999d');
  expect(outcome).toBe('refused');
  expect(reply.lines.join(' ')).toContain('Expected at most 1825d');
  expect(desk.state.pause).toBeUndefined();
});

it('named words stand in any order, and no argument twice', () => {
  expect(readAs('/buy amount=500 BTC')).toEqual({ symbol: 'BTC/USDT', amount: '500' });
  expect(readAs('/buy BTC 500 USDT')).toEqual({ symbol: 'BTC/USDT', amount: '500' });
  expect(readAs('/buy BTC 500 EUR')).toBe('/buy does not take "EUR"');
  expect(readAs('/buy BTC symbol=ETH 500')).toBe('symbol is given twice');
  expect(readAs('/buy BTC amount=lots')).toBe('"lots" is no amount of USDT');
});

it('a reason that begins with a figure is asked back, with the whole amount of the card', async () => {
  const asked = await desk.type('/approve A1 20 min late');
  expect(asked.outcome).toBe('asked');
  expect(asked.reply.title).toBe('A1 is your own');
  expect(asked.reply.lines.join('\n')).toMatch(/20 min late.*\nIt is for 1,99\d\.\d\d USDT/);
  expect(desk.state.proposals.get('A1')?.status).toBe('waiting');
  await desk.type('/no');
  expect((await desk.type('/approve A1 amount=2000 20 min late')).outcome).toBe('ok');
  expect(eventsOf(desk.rows(), 'vote')).toMatchObject([{ why: '20 min late' }]);
});

it('a pause for a reason with a figure in it is asked back, since that may be a length', async () => {
  for (const line of ['/pause 2 stunden', '/pause for 2 hours', '/pause ½ stunde']) {
    expect(await desk.type(line)).toMatchObject({ outcome: 'asked', reply: { title: 'Pause entries until /resume?' } });
    expect(desk.state.pause).toBeUndefined();
  }
  await desk.type('/yes');
  expect(desk.state.pause).toMatchObject({ why: '½ stunde' });
  await desk.type('/resume');
  expect((await desk.type('/pause lunch')).outcome).toBe('ok');
  expect((await desk.type('/pause 2h 3 losses')).outcome).toBe('ok');
});

it.each([
  ['/trades btc 3', 'Example: /trades 3 btc'],
  ['/buy 200 BTC', 'Example: /buy BTC 200'],
  ['/alert 45000 BTC', 'Example: /alert BTC 45000'],
  ['/daily 2 weeks', 'Example: /daily'],
])('%s is refused with the line that would do: %s', async (line, example) => {
  const { outcome, reply } = await desk.type(line);
  expect([outcome, reply.lines.at(-1)]).toEqual(['refused', example]);
});

it.each([
  ['/trades 3 btc', { count: 3, symbol: 'BTC/USDT' }],
  ['/daily 7 days', { count: 7 }],
  ['/daily 7d', { count: 7 }],
  ['/weekly 2 weeks', { count: 2 }],
  ['/monthly 3 months', { count: 3 }],
  ['/tz new york', { zone: 'America/New_York' }],
  ['/tz Rome', { zone: 'Europe/Rome' }],
  ['/tz europe/rome', { zone: 'Europe/Rome' }],
  ['/config risk per trade 1%', { setting: 'risk.perTrade', value: '1%' }],
  ['/config risk perTrade', { setting: 'risk.perTrade' }],
  ['/config execution max volume share', { setting: 'execution.maxVolumeShare' }],
])('%s is read as it is said', (line, args) => expect(readAs(line)).toEqual(args));
