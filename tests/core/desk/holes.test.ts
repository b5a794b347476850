import { describe, expect, it } from 'vitest';
import { defineCommand } from '../../../src/core/desk/command.ts';
import type { Desk } from '../../../src/core/desk/desk.ts';
import type { EventOf } from '../../../src/core/facts/events.ts';
import type { Plan } from '../../../src/core/facts/plan.ts';
import { assertStatements, STATEMENTS } from '../../../src/core/facts/statements.ts';
import type { Admitting, Cleared } from '../../../src/core/risk/clear.ts';
import type { Recorder } from '../../../src/core/state/recording.ts';
import { approvalDesk, longOf } from '../../support/approvalDesk.ts';
import { flat, hour, START, stillSettings, written } from '../../support/market.ts';
import { openDesk } from '../../support/memoryDesk.ts';

/** What a command of a stranger might try. It is never run: that it does not compile is what is tested. */
export const tries = (desk: Desk, recorder: Recorder, admitting: Admitting, plan: Plan, cleared: EventOf<'cleared'>) => [
  // @ts-expect-error a plan is cleared by the risk rules, by nobody's word
  () => desk.act(cleared),
  // @ts-expect-error a fill is heard of a broker
  () => desk.act({ type: 'fill' }),
  // @ts-expect-error money is booked by the ledger
  () => desk.act({ type: 'funded', at: 0, amount: '1000000', why: 'mine' }),
  // @ts-expect-error not even the desk's own code may say so without the proof
  () => recorder.emit(cleared),
  // @ts-expect-error the proof cannot be written down
  () => admitting.admit({ cleared: { plan }, results: [], who: 'me' }, 0),
  // @ts-expect-error nor can it be made of a plan
  (): Cleared => ({ plan }),
  // @ts-expect-error the balance is folded
  () => (desk.state().account.balance = 1n),
  // @ts-expect-error halts are lifted by a statement, not by emptying the map
  () => desk.state().halts.clear(),
  // @ts-expect-error positions are opened by fills
  () => desk.state().account.positions.delete(1),
  // @ts-expect-error deep inside too
  () => [...desk.state().orders.all.values()].map((order) => (order.status = 'filled')),
  // @ts-expect-error people are listed by a statement
  () => desk.state().people.get('p1')?.accounts.add('telegram:1'),
  // @ts-expect-error a vote is counted by its statement
  () => desk.state().proposals.get('A1')?.votes.push({ who: 'p1', name: 'me', answer: 'approve' }),
  // @ts-expect-error what was closed stays as it was closed
  () => desk.state().account.closed.pop(),
  // @ts-expect-error what a card asks for is bound
  () => desk.state().proposals.get('A1')?.plan.legs.pop(),
  // @ts-expect-error settings are versioned
  () => (desk.state().settings.values.risk.maxDailyLoss = 1),
];

/** What a command that only looks is given. */
const looks = { aliases: [], about: '', args: {}, role: 'viewer', risk: 'none', show: () => ({ title: '', lines: [] }) } as const;

/** Commands that say they only look, and act: never made, as they do not compile. */
export const sly = () => [
  // @ts-expect-error it is not given anything to act with
  defineCommand({ ...looks, name: 'a', run: (_args, desk) => desk.act({ type: 'resumed', at: 0, who: 'me', why: '' }) }),
  // @ts-expect-error nor can it answer a card
  defineCommand({ ...looks, name: 'b', run: async (_args, desk) => desk.answer('A1', { answer: 'reject', why: '' }) }),
  // @ts-expect-error what shows a result cannot act
  defineCommand({ ...looks, name: 'c', run: async () => 1, show: (_n, desk) => desk.submit() }),
];

/** As an untyped plug-in would call it: the types are gone, the refusal is not. */
const untyped = (desk: Desk): ((statement: object) => Promise<unknown>) => {
  const act: unknown = Reflect.get(desk, 'act');
  return async (statement) => (typeof act === 'function' ? Reflect.apply(act, desk, [statement]) : undefined);
};

describe('what nobody may state', () => {
  it('is refused where no type could', async () => {
    const desk = await openDesk({
      source: written({ 'AAA/USDT': flat(12) }),
      from: START,
      to: hour(12),
      settings: stillSettings(),
    });
    await desk.play(hour(2));
    await desk.type('/pause');
    const rows = desk.rows().length;
    const plan = longOf('AAA/USDT', '1000', 100, 'mine');
    const act = untyped(desk.trader.desk);
    await expect(act({ type: 'cleared', at: desk.now(), plan, results: [], who: 'viewer' })).rejects.toThrow('"cleared"');
    await expect(act({ type: 'funded', at: desk.now(), amount: '1', why: '' })).rejects.toThrow('"funded"');
    await desk.play(hour(3));
    expect(desk.state.account.positions.size).toBe(0);
    const since = desk.rows().slice(rows);
    expect(since.map(({ event }) => event.type)).not.toContain('cleared');
  });

  it('is everything but a closed list', () => {
    expect(() => assertStatements(STATEMENTS.map((type) => ({ type })))).not.toThrow();
    for (const type of ['cleared', 'intent', 'order', 'fill', 'positionOpened', 'positionClosed', 'funded', 'halted', 'signal'])
      expect(() => assertStatements([{ type }])).toThrow(type);
  });

  it('a plan that was cleared is recorded with the rules that were asked', () => {
    const desk = approvalDesk();
    desk.settings((values) => ({ ...values, authority: 'auto' }));
    desk.submit(longOf('AAA/USDT', '10', 100, 'd'), { id: 'desk', name: 'desk' });
    const [cleared] = desk.of('cleared');
    expect(cleared?.results.length).toBeGreaterThan(5);
    expect(cleared?.results.every(({ verdict }) => verdict !== 'refuse')).toBe(true);
  });
});
