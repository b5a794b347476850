import { describe, expect, it } from 'vitest';
import { OWNER } from '../../../src/bots/giver.ts';
import { AskHigherRole } from '../../../src/core/approval/mayState.ts';
import type { ApprovalRecorder } from '../../../src/core/approval/submit.ts';
import { defineCommand, type Person } from '../../../src/core/desk/command.ts';
import type { Desk, Looking } from '../../../src/core/desk/desk.ts';
import { type OwnDesk, type OwnIdentification, ownDesk } from '../../../src/core/desk/ownDesk.ts';
import type { ExecutionRecorder } from '../../../src/core/execution/executionRecorder.ts';
import type { EventOf } from '../../../src/core/facts/events.ts';
import type { OrderRequest } from '../../../src/core/facts/orderRequest.ts';
import { PEOPLE_STATEMENTS, STATEMENTS, stamped, stampedOfPeople } from '../../../src/core/facts/statements.ts';
import type { Admitting, Cleared } from '../../../src/core/risk/clear.ts';
import { joinedBy } from '../../../src/core/state/membership.ts';
import type { Recorder } from '../../../src/core/state/recording.ts';
import { IDLE, type JobDesk } from '../../../src/core/trader/job.ts';
import type { Trader } from '../../../src/core/trader/trader.ts';
import { expire } from '../../../src/jobs/expire.ts';
import { approvalDesk, longOf } from '../../support/approvalDesk.ts';
import { flat, hour, START, stillSettings, written } from '../../support/market.ts';
import { type MemoryDesk, openDesk } from '../../support/memoryDesk.ts';
import { eventsOf } from '../../support/memoryLog.ts';

/** What a command of a stranger might try. It is never run: that it does not compile is what is tested. */
export const tries = (desk: Desk, who: Person, recorder: Recorder, admitting: Admitting, cleared: EventOf<'cleared'>) => [
  // @ts-expect-error a plan is cleared by the risk rules, by nobody's word
  () => desk.act(who, cleared),
  // @ts-expect-error a fill is heard of a broker
  () => desk.act(who, { type: 'fill' }),
  // @ts-expect-error money is booked by the ledger
  () => desk.act(who, { type: 'funded', amount: '1000000', why: 'mine' }),
  // @ts-expect-error when it was is the desk's to say
  () => desk.act(who, { type: 'paused', why: '', at: 0 }),
  // @ts-expect-error whose word it is is the desk's to say
  () => desk.act(who, { type: 'paused', why: '', who: 'somebody else' }),
  // @ts-expect-error when a term has ended is the desk's to say
  () => desk.act(who, { type: 'symbolSwitched', symbol: 'AAA/USDT', allowed: false, ended: true }),
  // @ts-expect-error by what a rule acts too
  () => desk.act(who, { type: 'stopMoved', position: 1, symbol: 'AAA/USDT', from: '1', to: '2', why: '', on: 'close' }),
  // @ts-expect-error nobody states without saying who they are
  () => desk.act({ type: 'paused', why: '' }),
  // @ts-expect-error who is on the list is no statement about the desk
  () => desk.act(who, { type: 'person', person: 'p9', name: 'Me', role: 'admin' }),
  // @ts-expect-error nor is what a chat is told
  () => desk.act(who, { type: 'notices', place: 'telegram:1', preset: 'quiet' }),
  // @ts-expect-error what somebody has said is for whoever hears them to state
  () => desk.register(who, { type: 'command', line: '/status', update: 'telegram:999' }),
  // @ts-expect-error a command hears nobody
  () => desk.heard,
  // @ts-expect-error a halt is lifted by a statement about the desk
  () => desk.register(who, { type: 'haltLifted', halt: 'drawdown', says: '' }),
  // @ts-expect-error whom the door ignores is the door's to say
  () => desk.register(who, { type: 'ignored', account: 'telegram:1', name: '', why: 'stranger', count: 1 }),
  // @ts-expect-error not even the desk's own code may say so without the proof
  () => recorder.emit(cleared),
  // @ts-expect-error the proof cannot be written down
  () => admitting.admit({ cleared: { plan: cleared.plan }, results: [], who: 'me' }, 0),
  // @ts-expect-error nor can it be made of a plan
  (): Cleared => ({ plan: cleared.plan }),
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

/** What the desk's own rooms cannot say, beside their own facts. */
export const strays = (
  execution: ExecutionRecorder,
  approval: ApprovalRecorder,
  whole: Recorder,
  resumed: EventOf<'resumed'>,
) => [
  // @ts-expect-error execution lifts no pause
  () => execution.emit(resumed),
  // @ts-expect-error nor does it pay money in
  () => execution.emit({ type: 'funded', at: 0, amount: '1000000', why: 'mine' }),
  // @ts-expect-error approval hears of no order
  () => approval.emit({ type: 'exitDropped', at: 0, position: 1, symbol: 'AAA/USDT', says: '' }),
  // @ts-expect-error what may say less is not what may say all
  (): Recorder => execution,
  (): ExecutionRecorder => whole,
];

/** What a job might try. */
export const errands = ({ broker, recorder, market }: JobDesk, request: OrderRequest, intent: EventOf<'intent'>) => [
  // @ts-expect-error a job orders nothing at the venue
  () => broker.place(request),
  // @ts-expect-error nor does it cancel there
  () => broker.cancel('x', 'AAA/USDT'),
  // @ts-expect-error nor take what the venue reports
  () => broker.onExecution(() => undefined),
  // @ts-expect-error it makes no price
  () => market.setQuote('AAA/USDT', { at: 0, bid: 1, ask: 1, last: 1 }),
  // @ts-expect-error it clears no plan
  () => recorder.admit,
  // @ts-expect-error it intends no order
  () => recorder.emit(intent),
  // @ts-expect-error it pays no money in
  () => recorder.emit({ type: 'funded', at: 0, amount: '1000000', why: 'mine' }),
  // @ts-expect-error it lists nobody
  () => recorder.emit({ type: 'person', at: 0, person: 'p9', name: 'Me', role: 'admin', who: 'me' }),
  // @ts-expect-error it changes no settings
  () => recorder.emit({ type: 'settings', at: 0, version: 2, who: 'me', why: '', values: recorder.state.settings.values }),
];

/** What a feed, or whoever stands at the door, might have written down. */
export const rumours = ({ record, admit }: Trader, halted: EventOf<'halted'>) => [
  // @ts-expect-error the feed pays no money in
  () => record({ type: 'funded', at: 0, amount: '1000000', why: 'mine' }),
  // @ts-expect-error nor does it list anybody
  () => record({ type: 'person', at: 0, person: 'p9', name: 'Me', role: 'admin', who: 'me' }),
  // @ts-expect-error nor halt the desk
  () => record(halted),
  // @ts-expect-error the door gives no leave to enter
  () => admit(() => [{ type: 'resumed', at: 0, who: 'me', why: '' }]),
];

/** What a command might try that is given the desk in its giver's hands. */
export const impersonations = (desk: OwnDesk) => [
  // @ts-expect-error it has no other name to state anything by
  () => desk.act(OWNER, { type: 'resumed', why: '' }),
  // @ts-expect-error nor to ask for an entry by
  () => desk.submit(longOf('AAA/USDT', '10', 100, 'd'), OWNER),
  // @ts-expect-error nor to answer a card by
  () => desk.answer('A1', { answer: 'approve', who: OWNER, why: '' }),
  // @ts-expect-error nor to set up codes by
  () => desk.oneTimeCodes.begin('p1', 'Vi'),
  // @ts-expect-error nor to have another account joined
  () => desk.linkCode('p1'),
  // @ts-expect-error codes end with their person's place on the list
  () => desk.oneTimeCodes.remove('p1'),
];

/** What shows something, or is asked first, might try. */
export const peeks = (desk: Looking, known: OwnIdentification) => [
  // @ts-expect-error it changes nothing
  () => desk.act(OWNER, { type: 'resumed', why: '' }),
  // @ts-expect-error nor the list of people
  () => desk.register(OWNER, { type: 'linked', person: 'p1', account: 'telegram:1', on: true }),
  // @ts-expect-error nor somebody's one-time codes
  () => known.oneTimeCodes.remove('p1'),
  // @ts-expect-error by a code that joins an account it would speak for somebody else
  () => known.linkCode('p1'),
];

/** What a command that only looks is given. */
const looks = { aliases: [], about: '', args: {}, role: 'viewer', risk: 'none', show: () => ({ title: '', lines: [] }) } as const;

/** Commands that say they only look, and act: never made, as they do not compile. */
export const sly = () => [
  // @ts-expect-error it is not given anything to act with
  defineCommand({ ...looks, name: 'a', run: (_args, desk) => desk.act(OWNER, { type: 'resumed', why: '' }) }),
  // @ts-expect-error nor can it answer a card
  defineCommand({ ...looks, name: 'b', run: async (_args, desk) => desk.answer('A1', { answer: 'reject', why: '' }) }),
  // @ts-expect-error what shows a result cannot act
  defineCommand({ ...looks, name: 'c', run: async () => 1, show: (_n, desk) => desk.submit() }),
];

/** As an untyped plug-in would call it: the types are gone, the refusal is not. */
const untyped = (desk: Desk, who: Pick<Person, 'id' | 'name'> = OWNER): ((statement: object) => Promise<unknown>) => {
  const act: unknown = Reflect.get(desk, 'act');
  return async (statement) => (typeof act === 'function' ? Reflect.apply(act, desk, [who, statement]) : undefined);
};

/** What a caller without types reaches of an object, by name. */
const reach = (from: object, name: string): unknown => Reflect.get(from, name);

/** Calls it without types. */
const called = (from: object, name: string, ...given: readonly unknown[]): unknown => {
  const found = reach(from, name);
  return typeof found === 'function' ? Reflect.apply(found, from, given) : undefined;
};

const quietDesk = (): Promise<MemoryDesk> =>
  openDesk({ source: written({ 'AAA/USDT': flat(12) }), from: START, to: hour(12), settings: stillSettings() });

describe('what nobody may state', () => {
  it('is refused where no type could', async () => {
    const desk = await quietDesk();
    await desk.play(hour(2));
    await desk.type('/pause');
    const rows = desk.rows().length;
    const plan = longOf('AAA/USDT', '1000', 100, 'mine');
    const act = untyped(desk.trader.desk);
    await expect(act({ type: 'cleared', plan, results: [] })).rejects.toThrow('"cleared"');
    await expect(act({ type: 'funded', amount: '1', why: '' })).rejects.toThrow('"funded"');
    await expect(act({ type: 'exitAsked', position: 'all', symbol: 'AAA/USDT' })).rejects.toThrow('position');
    await desk.play(hour(3));
    expect(desk.state.account.positions.size).toBe(0);
    const since = desk.rows().slice(rows);
    expect(since.map(({ event }) => event.type)).not.toContain('cleared');
  });

  it('is everything but two closed lists, which share nothing', () => {
    const others = [
      'cleared',
      'intent',
      'order',
      'fill',
      'positionOpened',
      'positionClosed',
      'funded',
      'halted',
      'signal',
      'command',
    ] as const;
    for (const type of [...others, ...PEOPLE_STATEMENTS]) expect(() => stamped({ type }, OWNER, 0)).toThrow('not for people');
    for (const type of [...others, ...STATEMENTS]) expect(() => stampedOfPeople({ type }, OWNER, 0)).toThrow('not for people');
  });

  it('is a time zone that there is not', () => {
    const said = { type: 'zone', person: 'p1', zone: 'Nowhere/At All' } as const;
    expect(() => stampedOfPeople(said, OWNER, 0)).toThrow('no time zone');
  });

  it('is when and by whom: the desk writes both, whatever is given', async () => {
    const desk = await quietDesk();
    await desk.play(hour(2));
    await untyped(desk.trader.desk)({ type: 'paused', why: 'news', at: 7, who: 'somebody else' });
    expect(eventsOf(desk.rows(), 'paused')).toEqual([{ type: 'paused', at: hour(2), who: 'terminal', why: 'news' }]);
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

describe('what the desk’s own holders are given', () => {
  it('a feed tells of itself and its candles; the door lets people in; neither says anything else', async () => {
    const desk = await quietDesk();
    await desk.play(hour(2));
    const rows = desk.rows().length;
    const funded = { type: 'funded', at: hour(2), amount: '1', why: '' };
    await expect(called(desk.trader, 'record', funded)).rejects.toThrow('"funded"');
    await expect(called(desk.trader, 'record', { type: 'resumed', at: hour(2), who: 'x', why: '' })).rejects.toThrow('"resumed"');
    await expect(called(desk.trader, 'admit', () => [funded])).rejects.toThrow('"funded"');
    expect(desk.rows()).toHaveLength(rows);
  });

  it('a job has a recorder of its own facts, questions to the broker, and a look at the market', async () => {
    const given: JobDesk[] = [];
    const desk = await quietDesk();
    desk.trader.stage.idleUntil({
      ...expire,
      idleUntil(inside) {
        given.push(inside);
        return IDLE;
      },
    });
    const [inside] = given;
    if (inside === undefined) throw new Error('no job was asked');
    expect(reach(inside.recorder, 'admit')).toBeUndefined();
    expect(() => called(inside.recorder, 'emit', { type: 'funded', at: 0, amount: '1', why: '' })).toThrow('"funded"');
    for (const way of ['place', 'cancel', 'onExecution']) expect(reach(inside.broker, way)).toBeUndefined();
    for (const way of ['setQuote', 'close', 'open', 'add']) {
      expect(reach(inside.market, way)).toBeUndefined();
      expect(reach(desk.trader.desk.market, way)).toBeUndefined();
    }
    expect(inside.market.instruments()).toEqual(desk.trader.desk.market.instruments());
    expect(inside.broker).toMatchObject({ answers: 'at once', absenceProves: true });
  });
});

describe('the wall behind the roles of commands', () => {
  it('takes names from the list, and lets nobody but an admin speak for another chat', async () => {
    const desk = await quietDesk();
    await desk.play(hour(2));
    await desk.trader.admit(() =>
      joinedBy(desk.state, { at: hour(2), role: 'trader', name: 'Ty', account: 'telegram:7', who: 'test' }),
    );
    const { act, register } = desk.trader.desk;
    const ty: Person = { id: 'p1', name: 'The Owner', role: 'admin', place: 'telegram:7' };
    await act(ty, { type: 'paused', why: '' });
    expect(eventsOf(desk.rows(), 'paused')).toMatchObject([{ who: 'Ty' }]);
    await register(ty, { type: 'notices', place: 'telegram:7', preset: 'quiet' });
    for (const place of ['telegram:8', 'terminal'])
      await expect(register(ty, { type: 'notices', place, preset: 'quiet' })).rejects.toBeInstanceOf(AskHigherRole);
    await register(OWNER, { type: 'notices', place: 'telegram:8', preset: 'quiet' });
    expect([...desk.state.notices.keys()]).toEqual(['telegram:7', 'telegram:8']);
  });

  it('looks the role up where something is stated, whatever role the caller claims', async () => {
    const desk = await quietDesk();
    await desk.play(hour(2));
    await desk.trader.admit(() =>
      joinedBy(desk.state, { at: hour(2), role: 'viewer', name: 'Vi', account: 'telegram:7', who: 'test' }),
    );
    await desk.type('/pause');
    const rows = desk.rows().length;
    const { act, register, submit } = desk.trader.desk;
    const vi: Person = { id: 'p1', name: 'Vi', role: 'admin' };
    await expect(act(vi, { type: 'resumed', why: '' })).rejects.toThrow(new AskHigherRole('"resumed"', 'approver', 'viewer'));
    await expect(act({ id: 'p9' }, { type: 'watched', symbol: 'AAA/USDT', on: true })).rejects.toThrow('none');
    await expect(register(vi, { type: 'person', person: 'p1', name: 'Vi', role: 'admin' })).rejects.toThrow('admin');
    await expect(submit(longOf('AAA/USDT', '10', 100, 'mine'), vi)).rejects.toBeInstanceOf(AskHigherRole);
    // All or none: what they may state does not go through beside what they may not.
    const both = [
      { type: 'watched', symbol: 'AAA/USDT', on: true },
      { type: 'resumed', why: '' },
    ] as const;
    await expect(act(vi, ...both)).rejects.toBeInstanceOf(AskHigherRole);
    expect(desk.rows()).toHaveLength(rows);
    expect(desk.state.pause?.who).toBe('terminal');
  });

  it('a command states in the name of whoever gave it, and knows of no other', async () => {
    const desk = await quietDesk();
    await desk.play(hour(2));
    await desk.trader.admit(() =>
      joinedBy(desk.state, { at: hour(2), role: 'trader', name: 'Ty', account: 'telegram:7', who: 'test' }),
    );
    const own = ownDesk(desk.trader.desk, { id: 'p1', name: 'Ty', role: 'trader', place: 'telegram:7' });
    await own.act({ type: 'paused', why: '' });
    expect(desk.state.pause?.who).toBe('Ty');
    const rows = desk.rows().length;
    // Without types, whom it names is taken for a statement.
    await expect(called(own, 'act', OWNER, { type: 'resumed', why: '' })).rejects.toThrow('is not for people to state');
    await expect(own.act({ type: 'resumed', why: '' })).rejects.toBeInstanceOf(AskHigherRole);
    await expect(own.register({ type: 'notices', place: 'terminal', preset: 'quiet' })).rejects.toBeInstanceOf(AskHigherRole);
    expect(desk.rows()).toHaveLength(rows);
  });
});
