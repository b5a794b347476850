import { describe, expect, it } from 'vitest';
import { endAtRestart, lossOf, standing } from '../../../src/core/approval/covering.ts';
import type { Decided } from '../../../src/core/approval/own.ts';
import type { EventOf } from '../../../src/core/facts/events.ts';
import { fixed } from '../../../src/core/money.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time.ts';
import { nextExpiry } from '../../../src/core/trader/expire.ts';
import { type ApprovalDesk, approvalDesk, longOf, START, SYMBOLS } from '../../support/approvalDesk.ts';
import { instant } from './story.ts';

const [AAA, BBB] = SYMBOLS;

const G1: EventOf<'grant'> = {
  type: 'grant',
  at: START,
  grant: 'G1',
  each: '1000',
  count: 3,
  total: '2500',
  loss: '50',
  until: START + 2 * HOUR,
  who: 'p1',
  name: 'Ana',
};

/** A desk that asks, with a grant of an approver on the list. */
function granted(change: Partial<EventOf<'grant'>> = {}, approval = {}): ApprovalDesk {
  const desk = approvalDesk(approval);
  desk.list('p1', 'approver');
  desk.emit({ ...G1, ...change });
  return desk;
}

let decisions = 0;
/** The desk's own wish to buy, and the end of that entry. */
function wish(desk: ApprovalDesk, notional = 1_000, symbol: string = AAA): Decided {
  decisions += 1;
  const outcome = desk.decide(longOf(symbol, String(notional / 100), 100, `d${decisions}`));
  for (const decision of desk.state.entries.keys())
    desk.emit({ type: 'entryEnded', at: desk.now, decision, filled: [], says: '' });
  return outcome;
}

describe('a grant', () => {
  it('enters without asking and is named by what it let in', () => {
    const desk = granted();
    expect(wish(desk).kind).toBe('entered');
    expect(desk.of('cleared')).toMatchObject([{ who: 'grant G1', grant: 'G1' }]);
    expect(desk.of('proposed')).toEqual([]);
  });

  it.each([
    ['a larger entry', granted, 1_001, AAA],
    ['another symbol', () => granted({ symbol: BBB }), 100, AAA],
    ['what takes two people', () => granted({}, { twoAbove: 500 }), 501, AAA],
  ] as const)('does not cover %s', (_name, desk, notional, symbol) => {
    expect(wish(desk(), notional, symbol).kind).toBe('asked');
  });

  it('does not cover parts that together take two people', () => {
    const desk = granted({}, { twoAbove: 1_500 });
    expect(wish(desk).kind).toBe('entered');
    expect(wish(desk).kind).toBe('asked');
  });

  it('does not cover more than its whole amount', () => {
    const desk = granted();
    expect([1_000, 1_000, 500.1, 500].map((notional) => wish(desk, notional, notional === 500.1 ? BBB : AAA).kind)).toEqual([
      'entered',
      'entered',
      'asked',
      'entered',
    ]);
  });

  it('is for the desk, never for a person', () => {
    const desk = granted();
    expect(desk.submit(longOf(AAA, '1', 100, 'by hand'), { id: 'p2', name: 'Bo' }).kind).toBe('asked');
  });

  it('covers nothing that would not be asked for', () => {
    const desk = granted();
    desk.emit({ type: 'grantEnded', at: START, grant: 'G1', who: 'p1', why: '' });
    const asked = wish(desk);
    desk.emit({ ...G1, grant: 'G2' });
    // The card that waits on this symbol, then its rejection, stand in the way of it as they would of a card.
    expect(wish(desk)).toMatchObject({ kind: 'stands' });
    desk.answer(asked.kind === 'asked' ? asked.proposal : '', {
      answer: 'reject',
      who: { id: 'p1', name: 'Ana', role: 'approver' },
    });
    expect(wish(desk)).toMatchObject({ kind: 'withheld', why: 'A1 was rejected 0 s ago; asked again after 4 h' });
  });

  it('never gets a plan past advise', () => {
    const desk = approvalDesk();
    desk.settings((values) => ({ ...values, authority: 'advise' }));
    desk.list('p1', 'approver');
    desk.emit(G1);
    expect(wish(desk).kind).toBe('advised');
  });
});

const losing = (desk: ApprovalDesk, position: number, profit: string): void => {
  const [decision = ''] = desk.state.grants.get('G1')?.decisions ?? [];
  const about = { at: desk.now, position, symbol: AAA, direction: 'long', strategy: 'momentum', quantity: '1' } as const;
  desk.emit(
    {
      ...about,
      type: 'positionOpened',
      decision,
      leg: 0,
      paired: false,
      score: 0,
      confidence: 0,
      price: '100',
      stop: '98',
      targets: [],
      leverage: 1,
    },
    { ...about, type: 'positionClosed', why: 'stop', entry: '100', exit: '98', profit, fees: '0', r: -1, openedAt: desk.now },
  );
};

describe('a grant ends', () => {
  it.each<readonly [string, (desk: ApprovalDesk) => void]>([
    ['its time is over', (desk) => void (desk.now += 2 * HOUR)],
    [
      'all 3 entries were made',
      (desk) => {
        for (let i = 0; i < 3; i++) wish(desk, 100);
      },
    ],
    [
      'its whole amount was entered',
      (desk) => {
        for (const notional of [1_000, 1_000, 500]) wish(desk, notional);
      },
    ],
    [
      'its loss was reached',
      (desk) => {
        wish(desk, 100);
        losing(desk, 1, '-30');
        losing(desk, 2, '25');
        losing(desk, 3, '-20');
      },
    ],
    [
      'drawdown halt',
      (desk) => {
        desk.emit({ type: 'halted', at: desk.now, halt: 'drawdown', blocks: '', ends: '', says: '' });
        desk.emit({ type: 'haltLifted', at: desk.now, halt: 'drawdown', who: 'terminal', says: '' });
      },
    ],
    ['the settings were changed', (desk) => desk.settings((values) => values)],
    [
      'name of p1 may no longer approve',
      (desk) => {
        desk.list('p1', 'none');
        desk.list('p1', 'admin');
      },
    ],
    ['name of p1 may no longer approve', (desk) => void desk.list('p1', 'trader')],
  ])('when %s, at that event', (why, happens) => {
    const desk = granted(why === 'its whole amount was entered' ? { count: 9 } : {});
    expect(standing(desk.state, desk.now)).toHaveLength(1);
    happens(desk);
    expect(standing(desk.state, desk.now)).toEqual([]);
    expect(wish(desk, 100).kind).toBe('asked');
    expect(nextExpiry(desk.state)).toBeLessThanOrEqual(desk.now);
    desk.expire();
    expect(desk.of('grantEnded')).toEqual([{ type: 'grantEnded', at: desk.now, grant: 'G1', who: 'desk', why }]);
    expect(desk.state.grants.size).toBe(0);
  });

  it('with the process it was given in', () => {
    const desk = granted();
    desk.restart();
    desk.emit(...endAtRestart(desk.state, desk.now));
    expect(desk.of('grantEnded')).toMatchObject([{ grant: 'G1', why: 'the desk was started again' }]);
    expect(wish(desk).kind).toBe('asked');
  });

  it('however long ago its losses were: they are counted when closed trades have left memory', () => {
    const desk = granted();
    wish(desk, 100);
    losing(desk, 1, '-30');
    desk.emit(instant(desk.now + 20 * DAY, '99970'));
    losing(desk, 2, '-19.99');
    const grant = desk.state.grants.get('G1');
    expect(grant === undefined ? undefined : lossOf(grant, desk.state.account)).toBe(fixed('49.99'));
  });

  it('no sooner: a gain gives no room back, and what others lose is not its own', () => {
    const desk = granted();
    wish(desk, 100);
    losing(desk, 1, '-30');
    losing(desk, 2, '1000');
    losing(desk, 3, '-19.99');
    const grant = desk.state.grants.get('G1');
    expect(grant === undefined ? undefined : lossOf(grant, desk.state.account)).toBe(fixed('49.99'));
    desk.now += 2 * HOUR - MINUTE;
    expect(wish(desk, 100).kind).toBe('entered');
    desk.expire();
    expect(desk.of('grantEnded')).toEqual([]);
  });
});
