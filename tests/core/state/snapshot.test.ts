import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import type { Plan } from '../../../src/core/facts/plan.ts';
import { closedEvent } from '../../../src/core/state/closedTrade.ts';
import { evolve } from '../../../src/core/state/evolve.ts';
import type { Position } from '../../../src/core/state/position.ts';
import { STATE_FORM, snapshotOf, stateOf } from '../../../src/core/state/snapshot.ts';
import { emptyState, type MutableState } from '../../../src/core/state/state.ts';
import { DAY, HOUR } from '../../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../../src/exchange/synthetic.ts';
import { undisturbed } from '../../support/killing.ts';
import { quickSettings, steered } from '../../support/stories.ts';
import { instant, START as TRADED } from './story.ts';
import { became, entered, left } from './wholeTrade.ts';

/** The end of the steered run. */
const START = SYNTHETIC_FROM + 3 * HOUR;

const PLAN: Plan = {
  decision: 'd',
  at: START,
  kind: 'entry',
  strategy: 'momentum',
  score: 0.5,
  confidence: 0.7,
  legs: [{ symbol: 'BTC/USDT', side: 'buy', quantity: '1', price: '100', stop: '98', targets: [], leverage: 1, tactic: 'maker' }],
};

/** What it does not come to: switches, people, chats. */
const SWITCHES: readonly DeskEvent[] = [
  {
    type: 'person',
    at: START,
    person: 'p1',
    name: 'Ana',
    role: 'approver',
    who: 'terminal',
    held: { account: 'discord:1', roles: ['9'] },
  },
  { type: 'linked', at: START, person: 'p1', account: 'telegram:1', on: true, who: 'terminal' },
  { type: 'linked', at: START, person: 'p1', account: 'discord:1', on: false, who: 'terminal' },
  { type: 'notices', at: START, place: 'telegram:-1', who: 'p1', preset: 'quiet', quiet: { from: 60, to: 120 } },
  { type: 'notices', at: START, place: 'telegram:-1', who: 'p1', alert: 'signal', loudness: 'off' },
  { type: 'notices', at: START, place: 'telegram:-1', who: 'p1', language: 'de' },
  { type: 'mapped', at: START, platform: 'telegram', kind: 'signals', place: 'telegram:-1', who: 'p1' },
  { type: 'placeMoved', at: START, from: 'telegram:-2', to: 'telegram:-1002' },
  { type: 'chat', at: START, platform: 'telegram', state: 'ok', says: '' },
  { type: 'command', at: START, who: 'p1', line: '/pause', update: 'telegram:7' },
  { type: 'halted', at: START, halt: 'daily loss', blocks: 'entries', ends: 'at midnight', says: 'lost', until: START + 1 },
  {
    type: 'withheld',
    at: START,
    decision: 'd-withheld',
    symbol: 'AAA/USDT',
    idea: 'AAA/USDT buy',
    score: 0.4,
    confidence: 0.6,
    why: 'weak',
  },
  {
    type: 'grant',
    at: START,
    grant: 'G1',
    symbol: undefined,
    each: '100',
    count: 2,
    total: '200',
    loss: '10',
    until: START + 1,
    who: 'p1',
    name: 'Ana',
  },
  { type: 'locked', at: START, until: START + 1, who: 'p1', name: 'Ana', why: '' },
  { type: 'proposed', at: START, proposal: 'A90', plan: PLAN, by: 'p1', answerBy: START + 1, settings: 1 },
  { type: 'vote', at: START, proposal: 'A90', who: 'p1', name: 'Ana', answer: 'reject', why: '' },
  { type: 'proposal', at: START, proposal: 'A90', to: 'rejected', who: 'Ana', why: '' },
  { type: 'because', at: START, proposal: 'A90', who: 'p1', name: 'Ana', reason: 'too big', symbol: 'BTC/USDT', figure: 0.1 },
  {
    type: 'ruleProposed',
    at: START,
    rule: 'B1',
    who: 'p1',
    name: 'Ana',
    reason: 'too weak',
    symbol: 'BTC/USDT',
    change: { kind: 'setting', path: 'signal.score', from: 0.3, to: 0.4 },
    proposals: ['A90'],
  },
  {
    type: 'away',
    at: START,
    who: 'p1',
    name: 'Ana',
    policy: { from: 0, to: 1439, means: { kind: 'grant', each: '100', count: 1, total: '100', loss: '5' } },
  },
  { type: 'awayBegan', at: START, person: 'p1', until: START + 2, grant: 'G2' },
  { type: 'guildRole', at: START, guildRole: '9', gives: 'viewer', who: 'p1' },
  { type: 'person', at: START, person: 'p1', name: 'Ana', role: 'none', who: 'terminal' },
  { type: 'zone', at: START, person: 'terminal', zone: 'Europe/Berlin' },
  { type: 'settings', at: START, version: 2, who: 'p1', why: 'test', values: quickSettings({ risk: { perTrade: 0.01 } }) },
  { type: 'cleared', at: START, plan: PLAN, results: [], who: 'p1' },
  { type: 'entryEnded', at: START, decision: 'd', filled: ['0.5'], says: '' },
  { type: 'riskGraded', at: START, position: 9, symbol: 'SOL/USDT', grade: 'high', value: 0.5, says: '' },
  { type: 'paused', at: START, who: 'p1', why: '', until: START + 1 },
  { type: 'symbolSwitched', at: START, symbol: 'SOL/USDT', allowed: false, who: 'p1', until: START + 1 },
  { type: 'watched', at: START, symbol: 'SOL/USDT', on: true, who: 'p1' },
  { type: 'priceAlert', at: START, id: '1', symbol: 'SOL/USDT', price: '1', last: '2', state: 'set', who: 'p1' },
  { type: 'riskUsed', at: START, limit: 'drawdown', used: 0.5, level: 0.5, says: '' },
  {
    type: 'outgrown',
    at: START,
    limit: 'position size',
    positions: [9],
    symbols: ['SOL/USDT'],
    value: 0.2,
    bound: 0.1,
    over: true,
    says: '',
  },
  { type: 'strategyFailed', at: START, strategy: 'own', symbol: 'SOL/USDT', timeframe: '5m', says: '' },
  { type: 'strategyFailed', at: START, strategy: 'mine', symbol: 'SOL/USDT', timeframe: '4h', says: 'endless', stopped: true },
  { type: 'ruleFailed', at: START, rule: 'night', symbol: 'SOL/USDT', says: 'endless', stopped: true },
];

const fold = (events: readonly DeskEvent[], state = emptyState()): MutableState => {
  for (const event of events) evolve(state, event);
  return state;
};

function positionOf({ account }: MutableState): Position {
  const [position] = account.positions.values();
  if (position === undefined) throw new RangeError('one is open');
  return position;
}

/** Through the text and back. */
function kept(state: MutableState): MutableState {
  const back = stateOf(snapshotOf(state, 7));
  if (back === undefined) throw new RangeError('it is of this form');
  return back;
}

/** Every field of a value with the kind of what is in it; what is in lists, maps and sets is one. */
function shapeOf(value: unknown, path = ''): readonly string[] {
  const inside = (values: Iterable<unknown>, brackets: string): readonly string[] => [
    ...new Set([...values].flatMap((one) => shapeOf(one, `${path}${brackets}`))),
  ];
  if (value instanceof Map) return inside(value.values(), '{}');
  if (value instanceof Set) return inside(value.values(), '()');
  if (Array.isArray(value)) return inside(value, '[]');
  if (typeof value !== 'object' || value === null) return [`${path} ${typeof value}`];
  return Object.entries(value).flatMap(([name, one]) => shapeOf(one, path === '' ? name : `${path}.${name}`));
}

describe('a snapshot', () => {
  let events: readonly DeskEvent[];
  beforeAll(async () => {
    const { rows } = await undisturbed(steered(3));
    events = [...rows.map(({ event }) => event), ...SWITCHES];
  });

  it('taken anywhere in a run, what comes after it adds up to what the whole log does', () => {
    const whole = fold(events);
    for (let cut = 0; cut <= events.length; cut += 11) {
      const going = fold(events.slice(cut), kept(fold(events.slice(0, cut))));
      expect(going, `after ${cut} events`).toEqual(whole);
    }
  });

  it('keeps the views on the orders the same objects', () => {
    const { orders } = kept(fold(events.slice(0, Math.floor(events.length / 2))));
    expect(orders.byPosition.size).toBeGreaterThan(0);
    for (const order of orders.working.values()) expect(orders.all.get(order.clientId)).toBe(order);
    for (const order of [...orders.byPosition.values()].flat()) expect(orders.all.get(order.clientId)).toBe(order);
  });

  it('of another form is made anew, and so is one that is no state', () => {
    const { body } = snapshotOf(fold(events), 1);
    expect(stateOf({ version: STATE_FORM + 1, body })).toBeUndefined();
    expect(stateOf({ version: STATE_FORM, body: '{"at":1}' })).toBeUndefined();
    expect(stateOf({ version: STATE_FORM, body: 'null' })).toBeUndefined();
  });

  // Folded in another way, what was kept before is what the log says no more, whatever its shape.
  it('is folded as it was when its form was written down: where that changes, raise STATE_FORM', () => {
    const days = Array.from({ length: 12 }, (_, day) => instant(TRADED + day * DAY, '1000'));
    const closing = closedEvent(positionOf(fold([...entered, left])), 'stop', TRADED + HOUR);
    const story = [...SWITCHES, ...entered, left, became('out', 'filled', TRADED + HOUR), closing, ...days];
    const digest = hash('sha256', snapshotOf(fold(story), 1).body, 'hex');
    expect({ form: STATE_FORM, digest }).toEqual({
      form: 24,
      digest: '493174d8832db34538980c9e747c1ab9daadf13111bbda83d30c8daa97b310d0',
    });
  });

  // A state of another shape needs another form: an old snapshot would be taken for one that it is not.
  it('has the shape that is written down for its form: with another one raise STATE_FORM and name the file so', () => {
    const state = emptyState();
    const shape = new Set<string>();
    for (const [i, event] of events.entries()) {
      evolve(state, event);
      if (i % 5 === 0 || i > events.length - SWITCHES.length) for (const field of shapeOf(state)) shape.add(field);
    }
    const written = readFileSync(new URL(`form${STATE_FORM}.txt`, import.meta.url), 'utf8');
    expect([...shape].toSorted()).toEqual(written.trimEnd().split('\n'));
  });
});
