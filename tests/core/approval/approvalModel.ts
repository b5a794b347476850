import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Given } from '../../../src/core/approval/outcome.ts';
import type { DeskEvent, EventOf } from '../../../src/core/facts/events.ts';
import type { Plan } from '../../../src/core/facts/plan.ts';
import { ROLES, type Role } from '../../../src/core/facts/roles.ts';
import { fixed } from '../../../src/core/money.ts';
import type { AwayPolicy } from '../../../src/core/state/away.ts';
import { DAY, HOUR, MINUTE, type Ms } from '../../../src/core/time.ts';
import { type ApprovalDesk, approvalDesk, longOf, START, SYMBOLS } from '../../support/approvalDesk.ts';
import {
  AHEAD,
  type Attending,
  chatOf,
  isAnybodyThere,
  judgeBeginning,
  judgeCovered,
  judgeSound,
  type Means,
  mayAnswer,
  ZONES,
} from './attendanceModel.ts';

/**
 * Approval held against a model that shares no code with it: random people, taps, prices, restarts, clock jumps and changes of
 * the list. The model keeps what it has seen in plain numbers, says of each approval what must come of it, and judges each entry.
 */

const BAND = 0.005;
const ANSWER_WITHIN = 10 * MINUTE;
const ASKS = 4;
const MUTE = 4 * HOUR;
const IDS = ['terminal', 'p1', 'p2', 'p3'] as const;
type Id = (typeof IDS)[number];

type Card = {
  readonly id: string;
  readonly plan: Plan;
  readonly by: string;
  answerBy: Ms;
  readonly settings: number;
  /** Largest notional of its chain of cards. */
  readonly chain: number;
  readonly approved: Set<string>;
  ended: boolean;
  readonly drill: boolean;
};

type Model = Attending & {
  readonly cards: Map<string, Card>;
  readonly entered: { readonly at: Ms; readonly coin: string; readonly notional: number }[];
  readonly done: Set<string>;
  settings: number;
  twoAbove: number | undefined;
  self: boolean;
  /** Rows of the desk's log that have been judged. */
  seen: number;
  /** When the desk asked by itself, the days counted apart. */
  readonly asks: Ms[];
  /** When the newest card of each symbol ended, and whether another one took its place at once. */
  readonly ended: Map<string, { readonly at: Ms; readonly replaced: boolean }>;
  /** Until when each is locked by their own word, as far as no event has ended it. */
  readonly locked: Map<string, Ms>;
  wishes: number;
};

const notionalOf = ({ legs }: Plan): number => legs.reduce((sum, leg) => sum + Number(leg.quantity) * Number(leg.price), 0);
const coinOf = ({ legs }: Plan): string => legs[0]?.symbol.split('/')[0] ?? '';
const mayApprove = (model: Model, id: string): boolean => mayAnswer(model, id) && !model.locked.has(id);

const needed = (model: Model, { plan, chain }: Card, now: Ms): number => neededFor(model, coinOf(plan), chain, now);

function neededFor(model: Model, coin: string, notional: number, now: Ms): number {
  if (model.twoAbove === undefined) return 1;
  const recent = model.entered.filter((one) => one.coin === coin && one.at > now - DAY);
  return notional + recent.reduce((sum, one) => sum + one.notional, 0) > model.twoAbove + 1e-6 ? 2 : 1;
}

/** Whoever sits at the terminal may be any of the admins. */
const alike = (model: Model, one: string, other: string): boolean =>
  one === other || ([one, other].includes('terminal') && model.roles.get(one) === 'admin' && model.roles.get(other) === 'admin');

/** How many different people these are for certain. */
const distinct = (model: Model, ids: readonly string[]): number => {
  const others = new Set(ids.filter((id) => id !== 'terminal'));
  const sits = ids.includes('terminal') && ![...others].some((id) => alike(model, id, 'terminal'));
  return others.size + (sits ? 1 : 0);
};

const counting = (model: Model, { approved, by }: Card): number =>
  distinct(
    model,
    [...approved].filter((id) => mayApprove(model, id) && (!alike(model, id, by) || model.self)),
  );

const inBand = (desk: ApprovalDesk, plan: Plan): boolean =>
  plan.legs.every((leg) => Math.abs((desk.prices.get(leg.symbol) ?? 0) - Number(leg.price)) / Number(leg.price) <= BAND);

/** Takes in what has been written since, and judges every entry by what was known when it was made. */
function judge(model: Model, desk: ApprovalDesk, from?: Card): void {
  const rows = desk.events;
  for (const event of rows.slice(model.seen)) take(model, desk, event, from);
  model.seen = rows.length;
}

function take(model: Model, desk: ApprovalDesk, event: DeskEvent, from: Card | undefined): void {
  if (event.type === 'proposed') {
    const chain = Math.max(from?.chain ?? 0, notionalOf(event.plan));
    const { proposal: id, plan, by, answerBy } = event;
    const drill = event.drill !== undefined;
    if (by === 'desk' && from === undefined) {
      if (!drill) judgeAsk(model, event);
      expect(isAnybodyThere(model, event.at), 'somebody is there to be asked').toBe(true);
    }
    judgeSound(model, desk, event);
    model.cards.set(id, { id, plan, by, answerBy, settings: model.settings, chain, approved: new Set(), ended: false, drill });
  } else if (event.type === 'restated') {
    const card = model.cards.get(event.proposal);
    expect(card !== undefined && !card.ended && event.at < card.answerBy, 'only an open card stands').toBe(true);
    if (card !== undefined) card.answerBy = event.answerBy;
  } else if (event.type === 'awayBegan') judgeBeginning(model, event, mayApprove(model, event.person));
  else if (event.type === 'withheld') {
    expect(event.away === true && isAnybodyThere(model, event.at), 'let go while somebody is there').toBe(false);
  } else if (event.type === 'vote' && event.answer === 'approve') model.cards.get(event.proposal)?.approved.add(event.who);
  else if (event.type === 'proposal' && event.to !== 'approved') {
    const card = model.cards.get(event.proposal);
    if (card === undefined) throw new Error(`${event.proposal} was never asked`);
    if (event.to === 'done') model.done.add(card.id);
    card.ended = true;
    if (card.drill) expect(['drilled', 'expired'], 'a drill ends as one').toContain(event.to);
    else if (card.by === 'desk')
      model.ended.set(card.plan.legs[0]?.symbol ?? '', { at: event.at, replaced: event.to === 'replaced' });
  } else if (event.type === 'lockEnded') {
    for (const holder of event.holders.filter((one) => one in AHEAD)) {
      expect(model.locked.get(holder), 'a lock ends in its time').toBeLessThanOrEqual(event.at);
      model.locked.delete(holder);
    }
  } else if (event.type === 'cleared') judgeEntry(model, desk, event);
}

/** The desk asks for one idea once, leaves it alone after that, and asks no more often than its budget lets it. */
function judgeAsk(model: Model, { at, plan, again }: EventOf<'proposed'>): void {
  const symbol = plan.legs[0]?.symbol ?? '';
  const open = [...model.cards.values()].filter(
    (card) => !card.ended && !card.drill && card.answerBy > at && card.plan.legs[0]?.symbol === symbol,
  );
  expect(open, 'one card an idea').toEqual([]);
  const last = model.ended.get(symbol);
  const fresh = last === undefined || at - last.at >= MUTE;
  expect(fresh || (again !== undefined && last.at === at && last.replaced), 'not asked again for nothing').toBe(true);
  model.asks.push(at);
  const today = model.asks.filter((one) => Math.floor(one / DAY) === Math.floor(at / DAY));
  expect(today.length, 'inside the budget').toBeLessThanOrEqual(ASKS);
}

function judgeEntry(model: Model, desk: ApprovalDesk, event: EventOf<'cleared'>): void {
  const { plan } = event;
  if (event.grant !== undefined) {
    judgeCovered(model, event, notionalOf(plan), (who) => mayApprove(model, who));
    expect(neededFor(model, coinOf(plan), notionalOf(plan), desk.now), 'one person alone stands for it').toBe(1);
    model.entered.push({ at: desk.now, coin: coinOf(plan), notional: notionalOf(plan) });
    return;
  }
  const bound = [...model.cards.values()].filter((card) => model.done.has(card.id) && card.plan.decision === plan.decision);
  expect(bound, 'exactly one countersigned card is bound to it').toHaveLength(1);
  const [card] = bound;
  if (card === undefined) return;
  expect(card.drill, 'no drill is entered').toBe(false);
  expect(plan, 'the bound order').toEqual(card.plan);
  expect(desk.now, 'in time').toBeLessThan(card.answerBy);
  expect(card.settings, 'under the settings it was asked under').toBe(model.settings);
  expect(inBand(desk, plan), 'inside the band').toBe(true);
  expect(counting(model, card), 'enough distinct people').toBeGreaterThanOrEqual(needed(model, card, desk.now));
  // One effect: a second one would find no card that has not been used.
  model.cards.delete(card.id);
  model.entered.push({ at: desk.now, coin: coinOf(plan), notional: notionalOf(plan) });
}

type Step = fc.Command<Model, ApprovalDesk>;

/** One step by what it does and how it is written in a counterexample; the model takes in what came of it. */
const step = (name: string, run: (model: Model, desk: ApprovalDesk) => void): Step => ({
  check: () => true,
  run(model, desk) {
    run(model, desk);
    judge(model, desk);
  },
  toString: () => name,
});

const propose = (symbol: string, quantity: number, by: Id | 'desk'): Step =>
  step(`${by} asks for ${quantity} ${symbol}`, (model, desk) => {
    model.wishes += 1;
    const plan = longOf(symbol, String(quantity), desk.prices.get(symbol) ?? 100, `d${model.wishes}`);
    if (by === 'desk') desk.decide(plan);
    else desk.submit(plan, { id: by, name: by });
    judge(model, desk);
    settle(desk);
  });

/** The desk asks of what will never be an order. */
const drill = (symbol: string, odd: boolean): Step =>
  step(`a drill on ${symbol}`, (model, desk) => {
    if (!isAnybodyThere(model, desk.now)) return;
    model.wishes += 1;
    const plan = longOf(symbol, '5', desk.prices.get(symbol) ?? 100, `d${model.wishes}`);
    const proposal = `A${desk.state.numbers.proposal + 1}`;
    const settings = desk.state.settings.version;
    const answerBy = desk.now + ANSWER_WITHIN;
    desk.emit({ type: 'proposed', at: desk.now, proposal, plan, by: 'desk', answerBy, settings, drill: { odd, says: '' } });
  });

const actor = (model: Model, id: string): Given['who'] => ({ id, name: id, role: model.roles.get(id) ?? 'admin' });

type Typed = 'right' | 'wrong' | 'none';

/** What must come of an approval, by the model alone. */
function expected(
  model: Model,
  desk: ApprovalDesk,
  card: Card,
  id: string,
  typed: Typed,
): 'entered' | 'counted' | 'asked' | 'refused' | 'drilled' {
  if (card.drill) return !card.ended && desk.now < card.answerBy && mayAnswer(model, id) ? 'drilled' : 'refused';
  const own = alike(model, card.by, id);
  const again = card.approved.has(id) || (id === 'terminal' && [...card.approved].some((one) => alike(model, one, id)));
  if (card.ended || desk.now >= card.answerBy || !mayApprove(model, id) || again) return 'refused';
  if (typed === 'wrong' || (own && !(model.self && typed === 'right'))) return 'refused';
  if (card.settings !== model.settings || !inBand(desk, card.plan)) return 'asked';
  const people = [...card.approved].filter((one) => mayApprove(model, one) && (!alike(model, one, card.by) || model.self));
  return distinct(model, [...people, id]) >= needed(model, card, desk.now) ? 'entered' : 'counted';
}

const approve = (back: number, id: Id, typed: Typed): Step =>
  step(`${id} approves the last but ${back}, amount ${typed}`, (model, desk) => {
    const card = [...model.cards.values()].at(-1 - back);
    if (card === undefined) return;
    const amount = typed === 'none' ? {} : { amount: fixed((notionalOf(card.plan) * (typed === 'right' ? 1 : 1.1)).toFixed(6)) };
    const wanted = expected(model, desk, card, id, typed);
    const { kind } = desk.answer(card.id, { answer: 'approve', who: actor(model, id), ...amount });
    judge(model, desk, card);
    expect(kind, `${id} approves ${card.id}`).toBe(wanted);
    settle(desk);
  });

/** What entered has ended, so that the risk rules do not stand in the way of the next. */
function settle(desk: ApprovalDesk): void {
  for (const decision of desk.state.entries.keys())
    desk.emit({ type: 'entryEnded', at: desk.now, decision, filled: [], says: '' });
}

const halve = (back: number, id: Id): Step =>
  step(`${id} halves the last but ${back}`, (model, desk) => {
    const card = [...model.cards.values()].at(-1 - back);
    if (card === undefined) return;
    const before = desk.events.length;
    const { kind } = desk.answer(card.id, { answer: 'halve', who: actor(model, id) });
    if (card.drill) expect(kind, 'half of a drill is none').not.toBe('asked');
    else if (model.locked.has(id)) expect(kind, 'whoever is locked halves nothing').toBe('refused');
    for (const event of desk.events.slice(before))
      if (event.type === 'proposed')
        expect(Number(event.plan.legs[0]?.quantity), 'half').toBeLessThanOrEqual(Number(card.plan.legs[0]?.quantity) / 2);
    judge(model, desk, card);
    settle(desk);
  });

const reject = (back: number, id: Id): Step =>
  step(`${id} rejects the last but ${back}`, (model, desk) => {
    const card = [...model.cards.values()].at(-1 - back);
    if (card === undefined) return;
    const open = !card.ended && desk.now < card.answerBy && mayAnswer(model, id);
    expect(desk.answer(card.id, { answer: 'reject', who: actor(model, id) }).kind).toBe(
      open ? (card.drill ? 'drilled' : 'rejected') : 'refused',
    );
  });

const price = (symbol: string, factor: number): Step =>
  step(`${symbol} x ${factor}`, (_model, desk) => {
    desk.prices.set(symbol, Number(((desk.prices.get(symbol) ?? 100) * factor).toFixed(2)));
  });

const clock = (by: Ms): Step =>
  step(`${by / MINUTE} min pass`, (_model, desk) => {
    desk.now += by;
  });

const list = (id: Exclude<Id, 'terminal'>, role: Role | 'none'): Step =>
  step(`${id} is ${role}`, (model, desk) => {
    desk.list(id, role);
    if (role === 'none') model.roles.delete(id);
    else model.roles.set(id, role);
    if (!mayAnswer(model, id)) {
      model.aways.delete(id);
      for (const grant of model.grants.values()) if (grant.who === id) grant.over = true;
    }
    if (role !== 'none') dressed(desk, id);
    if (role !== 'admin') return;
    lockUntil(model, id, model.locked.get('terminal'));
    lockUntil(model, 'terminal', model.locked.get(id));
  });

/** Their account and their clock, which who is listed anew has to be given again. */
function dressed(desk: ApprovalDesk, id: Exclude<Id, 'terminal'>): void {
  desk.emit(
    { type: 'linked', at: desk.now, person: id, account: chatOf(id), on: true, who: 'terminal' },
    { type: 'zone', at: desk.now, person: id, zone: ZONES[id][0] },
  );
}

const away = (id: Id, from: number, length: number, means: Means): Step =>
  step(`${id} is away from ${from} h for ${length} h, ${JSON.stringify(means)}`, (model, desk) => {
    if (!mayAnswer(model, id) || (means.each !== undefined && !mayApprove(model, id))) return;
    for (const grant of model.grants.values()) if (grant.who === id) grant.over = true;
    if (length === 0) {
      desk.emit({ type: 'away', at: desk.now, who: id, name: id });
      model.aways.delete(id);
      return;
    }
    const hours = { from: from * 60, to: ((from + length) % 24) * 60 };
    desk.emit({ type: 'away', at: desk.now, who: id, name: id, policy: { ...hours, means: written(means) } });
    model.aways.set(id, { ...hours, means });
    // The job that writes down what has begun comes every few seconds.
    judge(model, desk);
    desk.expire();
  });

function written({ delegate, each, count = 0 }: Means): AwayPolicy['means'] {
  if (delegate !== undefined) return { kind: 'delegate', to: delegate };
  if (each === undefined) return { kind: 'nothing' };
  return { kind: 'grant', each: String(each), count, total: String(each * count), loss: String(each) };
}

const lockUntil = (model: Model, id: string, until: Ms | undefined): void => {
  if (until !== undefined) model.locked.set(id, Math.max(until, model.locked.get(id) ?? 0));
};

const lock = (id: Id, length: Ms): Step =>
  step(`${id} is locked for ${length / MINUTE} min`, (model, desk) => {
    const until = desk.now + length;
    desk.emit({ type: 'locked', at: desk.now, until, who: id, name: id, why: '' });
    lockUntil(model, id, until);
    const admins = [...model.roles].filter(([one, role]) => role === 'admin' && one !== 'terminal').map(([one]) => one);
    if (id === 'terminal') for (const one of admins) lockUntil(model, one, until);
    if (admins.includes(id)) lockUntil(model, 'terminal', model.locked.get(id));
  });

const settings = (twoAbove: number | undefined, self: boolean): Step =>
  step(`two above ${twoAbove}, self ${self}`, (model, desk) => {
    if (twoAbove === model.twoAbove && self === model.self) return;
    desk.settings((values) => ({ ...values, approval: { ...values.approval, twoAbove, self } }));
    Object.assign(model, { twoAbove, self, settings: model.settings + 1 });
    for (const grant of model.grants.values()) grant.over = true;
  });

const restart = (): Step =>
  step('restart', (_model, desk) => {
    const before = desk.state;
    desk.restart();
    expect(desk.state.proposals).toEqual(before.proposals);
    expect(desk.state.people).toEqual(before.people);
    expect(desk.state.locks).toEqual(before.locks);
    expect(desk.state.aways).toEqual(before.aways);
  });

const expire = step('expire', (_model, desk) => desk.expire());

const symbol = fc.constantFrom(...SYMBOLS);
const id = fc.constantFrom(...IDS);
const back = fc.constantFrom(0, 0, 0, 1, 2);
const typed = fc.constantFrom<Typed>('right', 'none', 'none', 'wrong');
const proposing = fc
  .tuple(symbol, fc.integer({ min: 1, max: 40 }), fc.constantFrom('desk', 'desk', ...IDS))
  .map((a) => propose(...a));
const approving = fc.tuple(back, id, typed).map((a) => approve(...a));

const meaning = fc.oneof(
  fc.constant<Means>({}),
  fc.record({ delegate: fc.constantFrom('p1', 'p2', 'p3') }),
  fc.record({ each: fc.constantFrom(600, 1_700), count: fc.constantFrom(1, 2) }),
);

const awaying = fc.tuple(id, fc.constantFrom(0, 12, 18, 23), fc.constantFrom(0, 8, 23), meaning).map((a) => away(...a));

const STEPS = [
  ...Array.from({ length: 6 }, () => proposing),
  ...Array.from({ length: 11 }, () => approving),
  fc.tuple(back, id).map((a) => halve(...a)),
  fc.tuple(fc.constantFrom(0, 1), id).map((a) => reject(...a)),
  fc.tuple(symbol, fc.constantFrom(0.98, 0.997, 1.002, 1.02)).map((a) => price(...a)),
  fc.constantFrom(MINUTE, 4 * MINUTE, 5 * MINUTE, ANSWER_WITHIN, 5 * HOUR, 25 * HOUR).map(clock),
  fc.tuple(fc.constantFrom('p1', 'p2', 'p3'), fc.constantFrom('none', ...ROLES)).map((a) => list(...a)),
  fc.tuple(fc.constantFrom(undefined, 500, 1_500), fc.boolean()).map((a) => settings(...a)),
  fc.tuple(id, fc.constantFrom(3 * MINUTE, HOUR, DAY)).map((a) => lock(...a)),
  awaying,
  awaying,
  fc.tuple(symbol, fc.boolean()).map((a) => drill(...a)),
  fc.constant(restart()),
  fc.constant(expire),
];

/** Expects what is promised of approvals to hold in so many random histories; gives how many steps and entries there were. */
export function judged(histories: number): { readonly entered: number; readonly steps: number } {
  const counted = { entered: 0, steps: 0 };
  fc.assert(
    fc.property(fc.commands(STEPS, { maxCommands: 24, size: 'max' }), (steps) => {
      const desk = approvalDesk({ twoAbove: 1_500, asks: ASKS, answerWithin: ANSWER_WITHIN, band: BAND });
      const roles: readonly (readonly [Exclude<Id, 'terminal'>, Role])[] = [
        ['p1', 'approver'],
        ['p2', 'approver'],
        ['p3', 'trader'],
      ];
      for (const [person, role] of roles) {
        desk.list(person, role);
        dressed(desk, person);
      }
      const model: Model = {
        roles: new Map([['terminal', 'admin'], ...roles]),
        cards: new Map(),
        entered: [],
        done: new Set(),
        settings: 1,
        twoAbove: 1_500,
        self: false,
        seen: desk.events.length,
        asks: [],
        ended: new Map(),
        locked: new Map(),
        aways: new Map(),
        grants: new Map(),
        wishes: 0,
      };
      fc.modelRun(() => ({ model, real: desk }), steps);
      expect(desk.now).toBeGreaterThanOrEqual(START);
      counted.entered += model.entered.length;
      counted.steps += [...steps].length;
    }),
    { numRuns: histories, seed: 20_240_601 },
  );
  return counted;
}
