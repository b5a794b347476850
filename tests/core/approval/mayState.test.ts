import { beforeAll, expect, it } from 'vitest';
import { assertMayEnter, assertMayState } from '../../../src/core/approval/mayState.ts';
import { ROLES, type Role } from '../../../src/core/facts/roles.ts';
import {
  PEOPLE_STATEMENTS,
  type PeopleStatement,
  type Stated,
  type Statement,
  type Stating,
  stamped,
  stampedOfPeople,
} from '../../../src/core/facts/statements.ts';
import { decimal, fixed } from '../../../src/core/money.ts';
import { flat, hour, START, stillSettings, written } from '../../support/market.ts';
import { type MemoryDesk, openDesk } from '../../support/memoryDesk.ts';

const SYMBOL = 'AAA/USDT:USDT';
let desk: MemoryDesk;

/** A desk with one person of each role and a long position. */
beforeAll(async () => {
  desk = await openDesk({ source: written({ [SYMBOL]: flat(12) }), from: START, to: hour(12), settings: stillSettings() });
  await desk.play(hour(2));
  for (const role of ROLES)
    await desk.trader.admit(() => [{ type: 'person', at: hour(2), person: role, name: role, role, who: 'test' }]);
  await desk.type('/buy AAA-PERP 5000');
});

/** The lowest role that gets through, speaking in one chat. */
const least = (assert: (by: Stated & Stating) => void): Role | undefined =>
  ROLES.find((role) => {
    try {
      assert({ id: role, name: role, place: 'telegram:1' });
      return true;
    } catch {
      return false;
    }
  });

const leastFor = (said: Statement | PeopleStatement): Role | undefined => {
  const stamp = PEOPLE_STATEMENTS.some((type) => type === said.type) ? stampedOfPeople : stamped;
  return least((by) => assertMayState(desk.state, by, [stamp(said, by, hour(2))], (alert) => alert !== 'opened'));
};

const stopAt = (offset: string): Statement => {
  const stop = [...desk.state.account.positions.values()][0]?.stop ?? 0n;
  const to = decimal(stop + fixed(offset));
  return { type: 'stopMoved', position: 1, symbol: SYMBOL, from: decimal(stop), to, why: '' };
};

const riskOf = (maxDailyLoss: number): Statement => {
  const { version, values } = desk.state.settings;
  return { type: 'settings', version: version + 1, why: '', values: { ...values, risk: { ...values.risk, maxDailyLoss } } };
};

it.each<[string, Role, () => Statement | PeopleStatement]>([
  ['to watch a symbol', 'viewer', () => ({ type: 'watched', symbol: SYMBOL, on: true })],
  ['to pause', 'trader', () => ({ type: 'paused', why: '' })],
  ['to resume', 'approver', () => ({ type: 'resumed', why: '' })],
  ['to lift a halt', 'admin', () => ({ type: 'haltLifted', halt: 'drawdown', says: '' })],
  ['to deny a symbol', 'trader', () => ({ type: 'symbolSwitched', symbol: SYMBOL, allowed: false })],
  ['to allow a symbol', 'approver', () => ({ type: 'symbolSwitched', symbol: SYMBOL, allowed: true })],
  ['to move a stop towards the price', 'trader', () => stopAt('0.1')],
  ['to widen a stop', 'approver', () => stopAt('-0.1')],
  ['to lower a limit', 'trader', () => riskOf(0.001)],
  ['to raise a limit', 'approver', () => riskOf(0.2)],
  ['to ask a position out', 'trader', () => ({ type: 'exitAsked', position: 1, symbol: SYMBOL, quantity: '1', why: 'command' })],
  ['to choose a time zone', 'viewer', () => ({ type: 'zone', person: 'viewer', zone: 'UTC' })],
  ["to choose somebody else's", 'admin', () => ({ type: 'zone', person: 'trader 2', zone: 'UTC' })],
  ["to lock somebody else's codes", 'admin', () => ({ type: 'secondFactor', person: 'trader 2', state: 'locked' })],
  ['to mute what opens', 'trader', () => ({ type: 'notices', place: 'telegram:1', alert: 'opened', loudness: 'off' })],
  ['to mute a warning', 'approver', () => ({ type: 'notices', place: 'telegram:1', alert: 'halted', loudness: 'silent' })],
  ['to hear a warning', 'trader', () => ({ type: 'notices', place: 'telegram:1', alert: 'halted', loudness: 'on' })],
  ['to hide amounts', 'trader', () => ({ type: 'notices', place: 'telegram:1', money: false })],
  ['to show amounts', 'approver', () => ({ type: 'notices', place: 'telegram:1', money: true })],
  ['to choose what a chat is told', 'trader', () => ({ type: 'notices', place: 'telegram:1', preset: 'quiet' })],
  ['to choose what another chat is told', 'admin', () => ({ type: 'notices', place: 'telegram:2', preset: 'quiet' })],
  ['to choose what the terminal is told', 'admin', () => ({ type: 'notices', place: 'terminal', preset: 'quiet' })],
  ['to list somebody', 'admin', () => ({ type: 'person', person: 'p1', name: 'Ana', role: 'viewer' })],
])('%s takes the role %s, and so does no less', (_what, role, said) => {
  expect(leastFor(said())).toBe(role);
});

it('to enter takes a trader, and nobody passes for the desk', () => {
  expect(least((by) => assertMayEnter(desk.state, by))).toBe('trader');
  expect(() => assertMayEnter(desk.state, { id: 'desk' })).toThrow('yours is none');
  expect(() => assertMayEnter(desk.state, { id: 'stranger' })).toThrow('yours is none');
});
