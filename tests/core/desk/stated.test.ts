import { beforeEach, describe, expect, it } from 'vitest';
import { OWNER } from '../../../src/bots/giver.ts';
import { COMMANDS } from '../../../src/commands/list.ts';
import { LookAgain } from '../../../src/core/approval/fits.ts';
import { AskHigherRole } from '../../../src/core/approval/mayState.ts';
import type { Statement, Stating } from '../../../src/core/facts/statements.ts';
import { decimal } from '../../../src/core/money.ts';
import { joinedBy } from '../../../src/core/state/membership.ts';
import type { Position } from '../../../src/core/state/position.ts';
import { DAY } from '../../../src/core/time.ts';
import { longOf } from '../../support/approvalDesk.ts';
import { flat, hour, START, stillSettings, written } from '../../support/market.ts';
import { type MemoryDesk, openDesk } from '../../support/memoryDesk.ts';
import { eventsOf } from '../../support/memoryLog.ts';

const SYMBOL = 'AAA/USDT';
const tom: Stating = { id: 'p1' };
let desk: MemoryDesk;

/** A desk with a position, and with Tom who may trade. */
beforeEach(async () => {
  desk = await openDesk({ source: written({ [SYMBOL]: flat(12) }), from: START, to: hour(12), settings: stillSettings() });
  await desk.play(hour(2));
  await desk.trader.admit(() =>
    joinedBy(desk.state, { at: hour(2), role: 'trader', name: 'Tom', account: 'telegram:7', who: 'test' }),
  );
  await desk.type('/buy AAA 5000');
  await desk.play(hour(3));
});

const closed = ({ id, symbol, quantity }: Position): Statement => ({
  type: 'exitAsked',
  position: id,
  symbol,
  quantity: decimal(quantity),
  why: 'command',
});

const act = (by: Stating, ...said: readonly Statement[]): Promise<void> => desk.trader.desk.act(by, ...said);

/** As an untyped plug-in would state it. */
const untyped = async (by: Stating, said: object): Promise<unknown> =>
  Reflect.apply(Reflect.get(desk.trader.desk, 'act'), desk.trader.desk, [by, said]);

describe('the role is that for what is written down', () => {
  it('not for what a getter answered when it was looked at', async () => {
    let asked = 0;
    const said = {
      why: '',
      get type() {
        asked += 1;
        return asked <= 2 ? 'paused' : 'resumed';
      },
    };
    await act(OWNER, { type: 'paused', why: 'mine' });
    await untyped(tom, said).catch(() => undefined);
    expect(asked).toBe(1);
    expect(desk.state.pause).toBeDefined();
  });

  it('not for settings that leave out what is then as usual', async () => {
    const { values } = desk.state.settings;
    const strict = { ...values, risk: { ...values.risk, maxDrawdown: 0.01 } };
    await act(OWNER, { type: 'settings', version: 2, why: '', values: strict });
    const { maxDrawdown: _, ...risk } = strict.risk;
    const said = { type: 'settings', version: 3, why: '', values: { ...strict, risk } };
    await expect(untyped(tom, said)).rejects.toBeInstanceOf(AskHigherRole);
    expect(desk.state.settings.values.risk.maxDrawdown).toBe(0.01);
  });

  it("and a term's end is not theirs to state", async () => {
    await act(OWNER, { type: 'symbolSwitched', symbol: SYMBOL, allowed: false });
    await untyped(tom, { type: 'symbolSwitched', symbol: SYMBOL, allowed: false, ended: true });
    expect(desk.state.symbols.get(SYMBOL)?.allowed).toBe(false);
    expect(eventsOf(desk.rows(), 'symbolSwitched').every(({ ended }) => ended === undefined)).toBe(true);
  });
});

describe('what is stated fits how things stand', () => {
  const [position, symbol] = [1, SYMBOL];
  const told = { symbol, why: '' };

  it.each<[string, Statement]>([
    ['a stop', { type: 'stopMoved', ...told, position: 99, from: '1', to: '2' }],
    ['a target', { type: 'targetMoved', ...told, position: 99, targets: [] }],
    ['an exit', { type: 'exitAsked', symbol, position: 99, quantity: '1', why: 'command' }],
    ['an exit of another symbol', { type: 'exitAsked', symbol: 'BBB/USDT', position, quantity: '1', why: 'command' }],
  ])('%s is of a position that is open: else nothing is done, and nothing halts', async (_what, said) => {
    const rows = desk.rows().length;
    await expect(act(OWNER, said)).rejects.toThrow(LookAgain);
    expect(desk.rows()).toHaveLength(rows);
    expect(desk.state.halts.size).toBe(0);
  });

  const bounds = { count: 1, until: START + DAY, each: '1', total: '1', loss: '1' };
  it.each<[string, Statement]>([
    ['an exit', { type: 'exitAsked', symbol, position, quantity: '-0.1', why: 'command' }],
    ['an exit of nothing', { type: 'exitAsked', symbol, position, quantity: '0', why: 'command' }],
    ['an exit finer than money', { type: 'exitAsked', symbol, position, quantity: '0.0000000000001', why: 'command' }],
    ['a stop', { type: 'stopMoved', ...told, position, from: '98', to: '-1' }],
    ['a target', { type: 'targetMoved', ...told, position, targets: [{ price: '-1', share: 1 }] }],
    ['a price alert', { type: 'priceAlert', id: 'P1', symbol, price: '-5', state: 'set' }],
    ['a grant', { type: 'grant', grant: 'G1', ...bounds, each: '-1' }],
    ['a loss of a grant', { type: 'grant', grant: 'G1', ...bounds, loss: '-1' }],
  ])('%s has amounts above zero', async (_what, said) => {
    const rows = desk.rows().length;
    await expect(act(OWNER, said)).rejects.toThrow(/above zero|decimals/);
    expect(desk.rows()).toHaveLength(rows);
    expect(desk.state.halts.size).toBe(0);
  });

  it('settings follow from those in force, and take back no others', async () => {
    const { values } = desk.state.settings;
    const settings = { type: 'settings', why: '', values } as const;
    await expect(act(OWNER, { ...settings, version: -5 })).rejects.toThrow(LookAgain);
    await expect(act(OWNER, { ...settings, version: 2, undoes: 7 })).rejects.toThrow(LookAgain);
    await expect(act(OWNER, { ...settings, version: 2 }, { ...settings, version: 2 })).rejects.toThrow(LookAgain);
    await act(OWNER, { ...settings, version: 2 }, { ...settings, version: 3 });
    expect(desk.state.settings.version).toBe(3);
  });

  it('that a price is reached is not for people to state, nor which grant is the next', async () => {
    await expect(act(OWNER, { type: 'priceAlert', id: 'P1', symbol, price: '5', state: 'reached' })).rejects.toThrow(LookAgain);
    await expect(act(OWNER, { type: 'grant', grant: 'G7', ...bounds })).rejects.toThrow(LookAgain);
  });
});

describe('what is barred until a time', () => {
  const [soon, later] = [hour(4), hour(8)];
  const denied = { type: 'symbolSwitched', symbol: SYMBOL, allowed: false } as const;

  it.each<[string, Statement, Statement]>([
    ['a pause without end', { type: 'paused', why: '' }, { type: 'paused', why: '', until: later }],
    ['a pause', { type: 'paused', why: '', until: later }, { type: 'paused', why: '', until: soon }],
    ['a denial without end', denied, { ...denied, until: later }],
    ['a denial', { ...denied, until: later }, { ...denied, until: soon }],
  ])('is not let in earlier by a trader: %s', async (_what, standing, shorter) => {
    await act(OWNER, standing);
    await expect(act(tom, shorter)).rejects.toThrow(new AskHigherRole(`"${shorter.type}"`, 'approver', 'trader'));
    await act(tom, standing);
    await act(OWNER, shorter);
  });

  it('is what the commands say in words', async () => {
    await act(OWNER, { type: 'paused', why: '' }, denied);
    const role = (name: string, ...words: string[]) => COMMANDS.find((one) => one.name === name)?.read(words, desk.trader.desk);
    expect(role('pause', '1m')).toMatchObject({ role: 'approver', risk: 'adds' });
    expect(role('pause')).toMatchObject({ role: 'trader', risk: 'reduces' });
    expect(role('symbol', 'deny', 'AAA', '1m')).toMatchObject({ role: 'approver', risk: 'adds' });
    expect(role('symbol', 'deny', 'AAA')).toMatchObject({ role: 'trader', risk: 'reduces' });
  });
});

describe('an entry', () => {
  it('is asked for by somebody on the list, and nobody passes for the desk', async () => {
    const plan = longOf(SYMBOL, '10', 100, 'mine');
    const asked = desk.trader.desk.submit(plan, { id: 'desk' });
    await expect(asked).rejects.toBeInstanceOf(AskHigherRole);
  });

  it("is the person's own, whatever strategy it names, and asks where they must", async () => {
    const { version, values } = desk.state.settings;
    const freed = { ...values, authority: 'approve', authorities: { momentum: 'auto' } } as const;
    await act(OWNER, { type: 'settings', version: version + 1, why: '', values: freed });
    await act(OWNER, ...[...desk.state.account.positions.values()].map(closed));
    await desk.play(hour(4));
    const { kind } = await desk.trader.desk.submit(longOf(SYMBOL, '10', 100, 'mine', 'momentum'), tom);
    expect(kind).toBe('asked');
    expect(desk.state.proposals.get('A1')).toMatchObject({
      by: 'p1',
      plan: { kind: 'manual', strategy: 'manual', score: 1, confidence: 1, at: hour(4) },
    });
  });

  it('that adds is to a position that is open, of its symbol and side, and then its strategy’s', async () => {
    const plan = { ...longOf(SYMBOL, '1', 100, 'more', 'mine'), kind: 'add' } as const;
    const [leg] = plan.legs;
    if (leg === undefined) throw new Error('no leg');
    const { submit } = desk.trader.desk;
    for (const wrong of [
      plan,
      { ...plan, position: 9 },
      { ...plan, position: 1, legs: [{ ...leg, symbol: 'BBB/USDT' }] },
      { ...plan, position: 1, legs: [{ ...leg, side: 'sell' as const }] },
    ])
      await expect(submit(wrong, tom)).rejects.toBeInstanceOf(LookAgain);
    await submit({ ...plan, position: 1 }, tom);
    expect(eventsOf(desk.rows(), 'cleared').at(-1)).toMatchObject({ plan: { kind: 'add', strategy: 'manual' }, who: 'Tom' });
  });

  it('has a decision of its own', async () => {
    const decision = desk.state.account.positions.get(1)?.decision ?? '';
    await expect(desk.trader.desk.submit(longOf(SYMBOL, '1', 100, decision), tom)).rejects.toBeInstanceOf(LookAgain);
  });
});
