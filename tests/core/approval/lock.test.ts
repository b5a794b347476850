import { beforeEach, describe, expect, it } from 'vitest';
import { LockedByOneself } from '../../../src/core/approval/locked.ts';
import { assertMayEnter, assertMayState } from '../../../src/core/approval/mayState.ts';
import type { Given } from '../../../src/core/approval/outcome.ts';
import type { Role } from '../../../src/core/facts/roles.ts';
import {
  PEOPLE_STATEMENTS,
  type PeopleStatement,
  type Statement,
  stamped,
  stampedOfPeople,
} from '../../../src/core/facts/statements.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time.ts';
import { createLockTime } from '../../../src/core/trader/lockTime.ts';
import { type ApprovalDesk, approvalDesk, longOf, START, TERMINAL } from '../../support/approvalDesk.ts';

const LOCKED = 'locked until 2024-01-03 00:00 UTC, by your own word';

let desk: ApprovalDesk;
let ana: Given['who'];
let ben: Given['who'];

beforeEach(() => {
  desk = approvalDesk({ twoAbove: 1_500 });
  ana = desk.list('p1', 'approver');
  ben = desk.list('p2', 'admin');
  link('p1', 'telegram:1');
  link('p1', 'discord:1');
  link('p2', 'telegram:2');
});

const link = (person: string, account: string, on = true): void =>
  desk.emit({ type: 'linked', at: desk.now, person, account, on, who: 'terminal' });

const lock = (who: string, length = DAY): void =>
  desk.emit({ type: 'locked', at: desk.now, until: desk.now + length, who, name: who, why: '' });

const list = (person: string, role: Role | 'none', account: string): void => {
  desk.list(person, role);
  link(person, account);
};

const asked = (quantity = '10'): string => {
  const submitted = desk.decide(longOf('AAA/USDT', quantity, 100, `d${desk.events.length}`));
  if (submitted.kind !== 'asked' && submitted.kind !== 'stands') throw new Error(submitted.kind);
  return submitted.proposal;
};

const entered = (): number => desk.of('cleared').length;

/** What the wall says to a statement; undefined where it lets it through. */
function objection(by: string, said: Statement | PeopleStatement): unknown {
  const stamp = PEOPLE_STATEMENTS.some((type) => type === said.type) ? stampedOfPeople : stamped;
  try {
    assertMayState(desk.state, { id: by, place: 'telegram:9' }, [stamp(said, { id: by, name: by }, desk.now)], () => true);
    return undefined;
  } catch (error) {
    return error;
  }
}

const settingsOf = (maxDailyLoss: number): Statement => {
  const { version, values } = desk.state.settings;
  return { type: 'settings', version: version + 1, why: '', values: { ...values, risk: { ...values.risk, maxDailyLoss } } };
};

describe('whoever is locked', () => {
  it('approves and halves nothing, and rejects', () => {
    lock('p1');
    const card = asked();
    for (const answer of ['approve', 'halve'] as const)
      expect(desk.answer(card, { answer, who: ana })).toEqual({ kind: 'refused', why: LOCKED });
    expect(desk.answer(card, { answer: 'reject', who: ana }).kind).toBe('rejected');
    expect(entered()).toBe(0);
  });

  it('has given no yes that counts, be it from before', () => {
    const card = asked('20');
    expect(desk.answer(card, { answer: 'approve', who: ana }).kind).toBe('counted');
    lock('p1');
    expect(desk.answer(card, { answer: 'approve', who: ben })).toMatchObject({ kind: 'counted', have: 1, needed: 2 });
    expect(entered()).toBe(0);
  });

  it('has given no grant that stands', () => {
    const grant = { symbol: undefined, each: '5000', count: 3, total: '9000', loss: '90' };
    desk.emit({ type: 'grant', at: desk.now, grant: 'G1', ...grant, until: desk.now + DAY, who: 'p1', name: 'Ana' });
    lock('p1');
    expect(desk.decide(longOf('AAA/USDT', '10', 100, 'd')).kind).toBe('asked');
    expect(entered()).toBe(0);
  });

  it.each<[string, () => Statement | PeopleStatement]>([
    ['resuming', () => ({ type: 'resumed', why: '' })],
    ['lifting a halt', () => ({ type: 'haltLifted', halt: 'drawdown', says: '' })],
    ['a looser limit', () => settingsOf(0.5)],
    ['allowing a symbol', () => ({ type: 'symbolSwitched', symbol: 'AAA/USDT', allowed: true })],
    ['a grant', () => ({ type: 'grant', grant: 'G1', each: '1', count: 1, total: '1', loss: '1', until: desk.now + HOUR })],
    ['listing somebody', () => ({ type: 'person', person: 'p9', name: 'Eve', role: 'approver' })],
    ['a higher role', () => ({ type: 'person', person: 'p1', name: 'Ana', role: 'admin' })],
    ['lending an account to somebody', () => ({ type: 'linked', person: 'p1', account: 'telegram:7', on: true })],
    ['a Discord role that lets people in', () => ({ type: 'guildRole', guildRole: '9', gives: 'trader' })],
  ])('is refused %s', (_what, said) => {
    expect(objection('p2', said())).toBeUndefined();
    lock('p2');
    expect(objection('p2', said())).toEqual(new LockedByOneself({ since: START, until: START + DAY, why: '' }));
    expect(objection('terminal', said()), 'the terminal and an admin count as one').toBeInstanceOf(LockedByOneself);
  });

  it('is refused an entry and an earlier end of a pause', () => {
    desk.emit({ type: 'paused', at: desk.now, who: 'Ben', why: '' });
    lock('p1');
    expect(() => assertMayEnter(desk.state, { id: 'p1' })).toThrow(LOCKED);
    expect(() => assertMayEnter(desk.state, { id: 'p2' })).not.toThrow();
    expect(objection('p1', { type: 'paused', why: '', until: desk.now + HOUR })).toBeInstanceOf(LockedByOneself);
  });

  it.each<[string, () => Statement | PeopleStatement]>([
    ['pauses', () => ({ type: 'paused', why: '' })],
    ['closes', () => ({ type: 'exitAsked', position: 1, symbol: 'AAA/USDT', quantity: '1', why: 'command' })],
    ['takes an entry back', () => ({ type: 'entryStopped', decision: 'd', why: '' })],
    ['denies a symbol', () => ({ type: 'symbolSwitched', symbol: 'AAA/USDT', allowed: false })],
    ['lowers a limit', () => settingsOf(0.001)],
    ['ends a grant', () => ({ type: 'grantEnded', grant: 'G1', why: '' })],
    ['takes somebody off the list', () => ({ type: 'person', person: 'p1', name: 'Ana', role: 'none' })],
    ['locks longer', () => ({ type: 'locked', until: desk.now + 9 * DAY, why: '' })],
  ])('still %s', (_what, said) => {
    lock('p2');
    expect(objection('p2', said())).toBeUndefined();
  });
});

describe('a lock is lifted early', () => {
  const approves = (who: Given['who']): string => desk.answer(asked(), { answer: 'approve', who }).kind;

  it('by no shorter one', () => {
    lock('p1');
    lock('p1', MINUTE);
    expect(desk.state.locks.get('p1')?.until).toBe(START + DAY);
    lock('p1', 2 * DAY);
    expect(desk.state.locks.get('p1')?.until).toBe(START + 2 * DAY);
  });

  it('by no restart', () => {
    lock('p1');
    desk.restart();
    expect(approves(ana)).toBe('refused');
  });

  it('by nobody who takes them off the list and lists them again, with any of their accounts', () => {
    lock('p1');
    desk.list('p1', 'none');
    list('p3', 'approver', 'discord:1');
    expect(approves({ ...ana, id: 'p3' })).toBe('refused');
  });

  it('by no account that another person got from them, and by none that is linked later', () => {
    lock('p1');
    link('p1', 'telegram:11');
    link('p1', 'telegram:11', false);
    list('p4', 'approver', 'telegram:11');
    expect(approves({ ...ana, id: 'p4' })).toBe('refused');
  });

  it('not at the terminal, by an admin who locked themselves, be they an admin no more', () => {
    lock('p2');
    desk.list('p2', 'none');
    expect(approves(TERMINAL)).toBe('refused');
    // Whoever pairs anew may be the one who sits there.
    list('p5', 'admin', 'telegram:55');
    expect(approves({ ...ben, id: 'p5' })).toBe('refused');
  });

  it('on no chat by an admin who locked the terminal, while an approver goes on', () => {
    lock('terminal');
    expect(approves(ben)).toBe('refused');
    expect(desk.answer(desk.of('proposed')[0]?.proposal ?? '', { answer: 'approve', who: ana }).kind).toBe('entered');
  });

  it('by no clock: it stands until the desk has ended it', () => {
    lock('p1');
    desk.now += DAY;
    expect(approves(ana)).toBe('refused');
    desk.expire();
    expect(desk.of('lockEnded').map(({ holders }) => holders.toSorted())).toEqual([['discord:1', 'p1', 'telegram:1']]);
    desk.now += DAY;
    expect(approves(ana)).toBe('entered');
  });
});

describe('the time of locks', () => {
  it('goes by the clock, and while one stands no faster than what has elapsed', () => {
    const set = { now: START, elapsed: 0 };
    const time = createLockTime({
      now: () => set.now,
      elapsed: () => set.elapsed,
      get state() {
        return desk.state;
      },
    });
    set.now += DAY;
    expect(time(), 'no lock stands').toBe(START + DAY);
    lock('p1');
    Object.assign(set, { now: set.now + 5 * DAY, elapsed: HOUR });
    expect(time(), 'set forward').toBe(START + DAY + HOUR);
    set.elapsed = 2 * DAY;
    expect(time()).toBe(START + 3 * DAY);
    set.now = START;
    expect(time(), 'set back').toBe(START);
    desk.emit({ type: 'lockEnded', at: desk.now, holders: [...desk.state.locks.keys()], who: 'desk' });
    expect(time()).toBe(START);
  });
});
