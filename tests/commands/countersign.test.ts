import { beforeAll, describe, expect, it } from 'vitest';
import { createRouter } from '../../src/bots/router.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import { submitOwn } from '../../src/core/approval/own.ts';
import { planNotional } from '../../src/core/approval/quorum.ts';
import { AT_TERMINAL } from '../../src/core/desk/command.ts';
import { planManual } from '../../src/core/execution/manualPlan.ts';
import { mayAct, type Role } from '../../src/core/facts/roles.ts';
import { fixed, toNumber } from '../../src/core/money.ts';
import { MINUTE } from '../../src/core/time.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { eventsOf, memoryLog } from '../support/memoryLog.ts';
import { stillDesk } from './desk.ts';

const ASKING = { authority: 'approve' } as const;

/** A line by somebody on the list. */
async function say(desk: MemoryDesk, id: string, line: string) {
  const { name, role } = desk.state.people.get(id) ?? { name: id, role: 'viewer' as const };
  const router = createRouter({ commands: COMMANDS, desk: desk.trader.desk, logger: () => undefined, mask: (text) => text });
  return desk.trader.command(() => router.answer(line, { id, name, role }, AT_TERMINAL));
}

const list = (desk: MemoryDesk, person: string, name: string, role: Role | 'none'): Promise<void> =>
  desk.record({ type: 'person', at: desk.now(), person, name, role, who: 'terminal' });

const alertsOf = (desk: MemoryDesk, name: string) => eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === name);

/** The desk's own wish to buy BTC for an amount. */
async function deskBuys(desk: MemoryDesk, amount: string) {
  const own = desk.trader.desk;
  const decision = own.requestId(`test ${amount} ${desk.rows().length}`);
  const measures = own.study.measures('BTC/USDT');
  const planned = planManual({
    decision,
    symbol: 'BTC/USDT',
    side: 'buy',
    size: { unit: 'quote', amount: fixed(amount) },
    measures,
    view: own.risk(),
  });
  if ('why' in planned) throw new Error(planned.why);
  const became = await desk.trader.command(async () =>
    submitOwn(planned.plan, { recorder: desk.recorder, view: own.risk(), now: own.now() }),
  );
  await desk.trader.pulse();
  return became;
}

describe('a card among people', () => {
  it('takes two of them above the threshold, and says so', async () => {
    const desk = await stillDesk({ ...ASKING, approval: { twoAbove: 1_000 } });
    await list(desk, 'p1', 'Ana', 'trader');
    const { reply } = await say(desk, 'p1', '/buy BTC 2000');
    expect(reply.lines).toContain('It takes two people and only one person can: /users adds one, or /config approval.self true');
    expect(alertsOf(desk, 'proposed')[0]?.reply.lines.join(' ')).toContain('two people, only one can');
    await list(desk, 'p2', 'Bo', 'approver');
    expect((await say(desk, 'p2', '/approve A1')).reply).toMatchObject({
      title: 'A1 approved by Bo, 1 of 2',
      lines: ['It takes another person, within 5 m'],
    });
    expect((await desk.type('/approvals')).reply.lines[1]).toBe('  It takes two people; 1 of 2 so far');
    expect((await say(desk, 'p2', '/approve A1')).outcome).toBe('refused');
    expect(desk.state.account.positions.size).toBe(0);
    await desk.type('/approve A1');
    expect(desk.state.account.positions.size).toBe(1);
    expect(alertsOf(desk, 'proposal ended')[0]?.reply.title).toBe('A1 approved by Bo and terminal, on its way');
  });

  it.each(['~400', '-400', '€400', '4m', 'only 400', '1,5,0', 'ok ²'])(
    'is asked back at its whole amount where the reason is %s',
    async (words) => {
      const desk = await stillDesk(ASKING);
      await deskBuys(desk, '2000');
      const asked = await desk.type(`/approve A1 ${words}`);
      expect(asked).toMatchObject({ outcome: 'asked', reply: { lines: [`The reason is then "${words}"`, expect.anything()] } });
      expect(asked.reply.title).toMatch(/^Approve A1 for (1,99\d\.\d\d|2,000\.00) USDT\?$/);
      expect(desk.state.proposals.get('A1')?.status).toBe('waiting');
    },
  );

  const flagged = async (approval = {}): Promise<MemoryDesk> => {
    const desk = await stillDesk({ ...ASKING, approval });
    await desk.type('/config risk.perTrade 1%');
    await desk.type('/yes');
    await list(desk, 'p1', 'Ana', 'approver');
    await deskBuys(desk, '2000');
    return desk;
  };

  it.each([
    ['/approve A1', 'A1 is flagged. Approve it?'],
    ['/approve A1 looks right', 'A1 is flagged. Approve it?'],
    ['/approve A1 amount=2000 ok', 'A1 is flagged. Approve it?'],
    ['/approve A1 ok 3', 'Approve A1 for 1,9'],
    ['/halve A1', 'A1 is flagged. Take half of it?'],
  ])('takes two answers where it is flagged: %s', async (line, title) => {
    const desk = await flagged();
    expect(desk.state.proposals.get('A1')?.odd).toEqual([{ name: 'setting changed', says: 'terminal changed settings' }]);
    const asked = await desk.type(line);
    expect(asked).toMatchObject({
      outcome: 'asked',
      reply: {
        buttons: [
          { label: 'Yes, terminal changed settings', line: '/yes' },
          { label: 'No', line: '/no' },
        ],
      },
    });
    expect(asked.reply.title.slice(0, title.length)).toBe(title);
    expect(asked.reply.lines[0]).toBe('⚠ terminal changed settings');
    expect(desk.state.proposals.get('A1')).toMatchObject({ status: 'waiting', votes: [] });
    await desk.type('/no');
    expect(desk.state.account.positions.size).toBe(0);
    await desk.type(line);
    expect((await desk.type('/yes')).outcome).toBe('ok');
    expect(desk.state.account.positions.size).toBe(1);
  });

  it('is rejected by one answer, flagged or not', async () => {
    const desk = await flagged();
    expect((await desk.type('/reject A1')).outcome).toBe('ok');
  });

  it('says who was faster, and by how much', async () => {
    const desk = await flagged();
    await desk.type('/approve A1');
    await desk.type('/yes');
    expect((await say(desk, 'p1', '/approve A1')).reply.title).toBe('terminal approved A1 1 s before');
    expect((await desk.type('/approve A1')).reply.title).toBe('A1 has been approved already');
  });

  it('asks for the amount of one’s own by a prompt', async () => {
    const desk = await stillDesk({ ...ASKING, approval: { self: true } });
    await desk.type('/buy BTC 2000');
    const asked = await desk.type('/approve A1');
    expect(asked).toMatchObject({
      outcome: 'asked',
      reply: { title: 'A1 is your own', buttons: [{ line: '/approve A1', asks: 'The amount in USDT' }, { line: '/no' }] },
    });
    expect((await desk.type('/yes')).outcome).toBe('refused');
    expect((await desk.type('/approve A1 20')).outcome).toBe('refused');
    expect((await desk.type('/approve A1 2000')).outcome).toBe('ok');
  });

  it('is halved by one tap, which approves the half', async () => {
    const desk = await stillDesk(ASKING);
    await list(desk, 'p1', 'Ana', 'trader');
    await say(desk, 'p1', '/buy BTC 2000');
    expect((await desk.type('/halve A1')).reply.title).toBe('✅ A1 approved by terminal, half of it');
    const plan = desk.state.proposals.get('A2')?.plan;
    expect(plan === undefined ? 0 : toNumber(planNotional(plan))).toBeCloseTo(1_000, -1);
    expect([...desk.state.account.positions.values()].map(({ cost }) => Math.round(toNumber(cost) / 100))).toEqual([10]);
  });

  it('is not approved by whoever asked, nor by typing another amount', async () => {
    const desk = await stillDesk(ASKING);
    await desk.type('/buy BTC 2000');
    expect((await desk.type('/approve A1')).reply.lines[0]).toBe('terminal asked for A1: somebody else has to approve it');
    await list(desk, 'p1', 'Ana', 'approver');
    expect((await say(desk, 'p1', '/approve A1 20000')).outcome).toBe('refused');
    expect((await say(desk, 'p1', '/approve A1 2000 USDT looks right')).outcome).toBe('ok');
    expect(desk.state.proposals.get('A1')).toMatchObject({ status: 'done', why: '' });
    expect(eventsOf(desk.rows(), 'vote')).toMatchObject([{ who: 'p1', name: 'Ana', why: 'looks right' }]);
  });

  it('is reminded of once, and makes no sound again', async () => {
    const desk = await stillDesk(ASKING);
    await desk.type('/buy BTC 500');
    await desk.play(desk.now() + 3 * MINUTE);
    const [reminder] = alertsOf(desk, 'proposal reminder');
    expect(reminder).toMatchObject({ severity: 'info', reply: { title: 'A1 LONG BTC: 2 m left' } });
    await desk.play(desk.now() + 3 * MINUTE);
    expect(alertsOf(desk, 'proposal reminder')).toHaveLength(1);
    expect(alertsOf(desk, 'proposal ended')).toMatchObject([
      {
        severity: 'info',
        edits: true,
        reply: { title: 'A1 has expired: nobody answered in time', lines: ['Nothing is entered'] },
      },
    ]);
  });

  it('and the answers to it survive a restart', async () => {
    const log = memoryLog();
    const desk = await stillDesk({ ...ASKING, approval: { twoAbove: 1_000 }, log });
    await list(desk, 'p1', 'Ana', 'trader');
    await list(desk, 'p2', 'Bo', 'approver');
    await say(desk, 'p1', '/buy BTC 2000');
    await say(desk, 'p2', '/approve A1');
    // Its last step is a command of Bo's, which is his when it is repeated, too.
    await desk.stop();
    const again = await stillDesk({ ...ASKING, log });
    expect((await say(again, 'p2', '/approve A1')).outcome).toBe('refused');
    expect((await again.type('/approve A1')).outcome).toBe('ok');
    await again.play(again.now() + 5 * MINUTE);
    expect(again.state.account.positions.size).toBe(1);
  });
});

describe('grants', () => {
  it('let the desk enter without asking, are listed, and end at a restart', async () => {
    const log = memoryLog();
    const desk = await stillDesk({ ...ASKING, log });
    expect((await desk.type('/grant 1000 2 2h BTC')).outcome).toBe('asked');
    expect((await desk.type('/yes')).reply.title).toBe('G1 granted by terminal');
    expect((await deskBuys(desk, '900')).kind).toBe('entered');
    expect(eventsOf(desk.rows(), 'cleared')).toMatchObject([{ who: 'grant G1', grant: 'G1' }]);
    expect((await desk.type('/status')).reply.lines).toContain('Grants: G1 1 of 2, 2 h left');
    expect((await desk.type('/approvals')).reply.lines[0]).toBe('G1 BTC up to 1,000.00 · 1 of 2 · 2 h left · terminal');
    await desk.stop();
    const again = await stillDesk({ ...ASKING, log });
    expect((await again.type('/grant')).reply.title).toBe('No grant stands');
    expect(eventsOf(again.rows(), 'grantEnded')).toMatchObject([{ grant: 'G1', why: 'the desk was started again' }]);
    // Started once more, the replay repeats itself.
    await again.stop();
    const third = await stillDesk({ ...ASKING, log });
    await third.play(third.now() + MINUTE);
    expect(eventsOf(third.rows(), 'grantEnded')).toHaveLength(1);
  });

  it('end by the clock and by their giver, which is told', async () => {
    const desk = await stillDesk(ASKING);
    await desk.type('/grant 1000 2 30m');
    await desk.type('/yes');
    await desk.type('/grant 500 1 1h');
    await desk.type('/yes');
    await desk.play(desk.now() + 31 * MINUTE);
    await desk.type('/grant revoke G2');
    expect(alertsOf(desk, 'grant ended').map(({ reply }) => reply.title)).toEqual([
      'G1 has ended: its time is over',
      'G2 has ended: revoked by terminal',
    ]);
    expect(desk.state.grants.size).toBe(0);
  });

  it('stand for one person and so for nothing that takes two', async () => {
    const desk = await stillDesk({ ...ASKING, approval: { twoAbove: 1_000 } });
    expect((await desk.type('/grant 1001 1 1h')).reply.title).toBe('1,001.00 takes two people');
    await desk.type('/grant 900 2 1h');
    await desk.type('/yes');
    expect((await deskBuys(desk, '900')).kind).toBe('entered');
    await desk.type('/close all now');
    expect((await deskBuys(desk, '900')).kind).toBe('asked');
  });
});

describe('what adds risk takes an approver, what reduces it does not', () => {
  let desk: MemoryDesk;
  beforeAll(async () => {
    desk = await stillDesk(ASKING);
  });

  it.each([
    ['/resume', 'approver'],
    ['/symbol allow BTC', 'approver'],
    ['/symbol deny BTC', 'trader'],
    ['/strategy momentum on', 'approver'],
    ['/strategy momentum 2', 'approver'],
    ['/strategy momentum authority auto', 'approver'],
    ['/strategy momentum off', 'trader'],
    ['/strategy momentum 0.5', 'trader'],
    ['/strategy momentum authority advise', 'trader'],
    ['/strategy', 'trader'],
    ['/notify halted off', 'approver'],
    ['/notify risk-used silent', 'approver'],
    ['/notify opened off', 'trader'],
    ['/notify halted on', 'trader'],
    ['/grant 200 3 2h', 'approver'],
    ['/grant', 'trader'],
    ['/buy BTC 500', 'trader'],
    ['/pause', 'trader'],
    ['/panic now', 'trader'],
    ['/config approval.self on', 'admin'],
  ] as const)('%s: %s', (line, role) => {
    const [name = '', ...words] = line.slice(1).split(' ');
    const command = COMMANDS.find((one) => one.name === name);
    const call = command?.read(words, desk.trader.desk);
    expect(call).not.toHaveProperty('refused');
    expect(call).toMatchObject({ role });
    expect(mayAct(role, command?.role ?? 'admin')).toBe(true);
  });

  it.each([
    ['/strategy momentum authority auto', 'the desk trades without asking then'],
    ['/strategy momentum authority advise', undefined],
    ['/grant 200 3 2h', 'the desk trades without asking then'],
    ['/grant', undefined],
    ['/config approval.self on', 'it raises a limit, approval.self'],
    ['/config authority auto', 'the desk trades without asking then'],
  ])('%s takes a code: %s', (line, why) => {
    const [name = '', ...words] = line.slice(1).split(' ');
    const call = COMMANDS.find((one) => one.name === name)?.read(words, desk.trader.desk);
    if (call === undefined || 'refused' in call) throw new Error(`${line} was not read`);
    expect(call.stepUp({ id: 'p1', name: 'Ana', role: 'admin' })?.why).toBe(why);
  });

  it('and somebody else is told which role it takes', async () => {
    await list(desk, 'p1', 'Ana', 'trader');
    expect((await say(desk, 'p1', '/pause')).outcome).toBe('ok');
    expect((await say(desk, 'p1', '/resume')).reply.lines[0]).toBe('It needs the role approver; yours is trader');
    expect(desk.state.pause).toBeDefined();
    await list(desk, 'p1', 'Ana', 'approver');
    await say(desk, 'p1', '/resume');
    expect(desk.state.pause).toBeUndefined();
  });

  it('a strategy has its own authority until it is given the usual one', async () => {
    await desk.type('/strategy momentum authority advise');
    expect(desk.state.settings.values.authorities).toEqual({ momentum: 'advise' });
    await desk.type('/strategy momentum authority usual');
    expect(desk.state.settings.values.authorities).toEqual({});
  });
});
