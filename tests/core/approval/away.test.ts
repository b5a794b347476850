import { beforeEach, describe, expect, it } from 'vitest';
import { covering, endAtRestart } from '../../../src/core/approval/covering.ts';
import { unfitDelegate } from '../../../src/core/approval/delegates.ts';
import type { EventOf } from '../../../src/core/facts/events.ts';
import type { AwayPolicy } from '../../../src/core/state/away.ts';
import { heard } from '../../../src/core/state/hearing.ts';
import { DAY, HOUR, MINUTE, type Ms } from '../../../src/core/time.ts';
import { type ApprovalDesk, approvalDesk, longOf, START } from '../../support/approvalDesk.ts';
import { sampleOf } from '../../support/sampleAlerts.ts';

const NIGHT: AwayPolicy = { from: 23 * 60, to: 7 * 60, means: { kind: 'nothing' } };
/** The night after the first day. */
const [EVENING, MORNING] = [START + 23 * HOUR, START + DAY + 7 * HOUR];

let desk: ApprovalDesk;
beforeEach(() => {
  desk = approvalDesk();
  desk.list('p1', 'admin');
  desk.list('p2', 'approver');
  for (const [person, account] of [
    ['p1', 'telegram:1'],
    ['p2', 'telegram:2'],
  ] as const)
    desk.emit({ type: 'linked', at: desk.now, person, account, on: true, who: 'terminal' });
  desk.now = START + 12 * HOUR;
});

const away = (who: string, policy: AwayPolicy | undefined = NIGHT): void =>
  desk.emit({ type: 'away', at: desk.now, who, name: who, policy });
const back = (who: string): void => desk.emit({ type: 'away', at: desk.now, who, name: who });
const until = (at: Ms): void => {
  desk.now = at;
  desk.expire();
};
let wishes = 0;
const decide = (symbol = 'AAA/USDT', quantity = '1') => desk.decide(longOf(symbol, quantity, 100, `d${(wishes += 1)}`));

const ended = (): readonly EventOf<'awayEnded'>[] => desk.of('awayEnded');

it('what comes with the end of hours, as after a stop of the desk, is of none of them, and a drill is of none at all', () => {
  away('p1');
  until(EVENING);
  decide();
  const [card] = desk.state.proposals.values();
  const drill = { odd: false, says: 'sound' };
  if (card === undefined) throw new Error('nothing was asked');
  desk.emit({
    type: 'proposed',
    at: desk.now,
    proposal: 'A2',
    plan: card.plan,
    by: 'desk',
    answerBy: card.answerBy,
    settings: 1,
    drill,
  });
  until(MORNING + HOUR);
  expect(desk.events.slice(-3).map(({ type }) => type)).toEqual(['awayEnded', 'proposal', 'proposal']);
  expect(ended()[0]?.counts).toMatchObject({ asked: 1, expired: 0 });
});

describe('while everybody who may answer is away', () => {
  it('nothing is asked, and what would have been is let go and counted', () => {
    away('p1');
    away('p2');
    until(EVENING);
    expect(decide()).toMatchObject({ kind: 'withheld', why: 'everybody who may answer is away' });
    expect(decide('BBB/USDT')).toMatchObject({ kind: 'withheld' });
    expect(desk.of('proposed')).toEqual([]);
    expect(desk.of('withheld').map((event) => event.away)).toEqual([true, true]);
    expect(desk.state.asks.days.at(-1)).toMatchObject({ asked: 0, withheld: 0, letGo: 2 });
    until(MORNING);
    expect(decide()).toMatchObject({ kind: 'asked' });
  });

  it('but not while one of them is there: a yes of theirs may still come', () => {
    away('p1');
    until(EVENING);
    expect(decide()).toMatchObject({ kind: 'asked' });
  });

  it('the terminal is away with the admin who may sit at it, and there where none is', () => {
    away('p1');
    away('p2');
    until(EVENING);
    desk.list('p1', 'approver');
    desk.emit({ type: 'away', at: desk.now, who: 'p1', name: 'p1', policy: NIGHT });
    expect(decide()).toMatchObject({ kind: 'asked' });
    away('terminal');
    expect(decide('BBB/USDT')).toMatchObject({ kind: 'withheld' });
  });

  it('a card that stands is not asked anew, and goes on for those who come back', () => {
    away('p1');
    away('p2');
    desk.now = EVENING - MINUTE;
    expect(decide()).toMatchObject({ kind: 'asked' });
    until(EVENING);
    desk.prices.set('AAA/USDT', 101);
    expect(decide()).toMatchObject({ kind: 'stands' });
    expect(desk.of('proposed')).toHaveLength(1);
  });

  it('what a person asks is asked', () => {
    away('p1');
    away('p2');
    until(EVENING);
    expect(desk.submit(longOf('AAA/USDT', '1', 100, 'own'), { id: 'p2', name: 'Ben' })).toMatchObject({ kind: 'asked' });
  });
});

describe('the hours', () => {
  it('end with one row whose sums are those of the log between', () => {
    away('p1');
    decide('BBB/USDT');
    until(EVENING - HOUR);
    until(EVENING);
    expect(decide()).toMatchObject({ kind: 'asked' });
    until(EVENING + HOUR);
    away('p2', { ...NIGHT, from: 0 });
    decide('AAA/USDT:USDT');
    desk.restart();
    until(MORNING - 1);
    expect(ended()).toEqual([]);
    until(MORNING);
    until(MORNING + HOUR);
    expect(ended().map(({ person, from, to, counts }) => ({ person, from, to, counts }))).toEqual([
      {
        person: 'p1',
        from: EVENING,
        to: MORNING,
        counts: { asked: 1, entered: 0, covered: 0, expired: 1, letGo: 1, withheld: 0 },
      },
      {
        person: 'p2',
        from: EVENING + HOUR,
        to: MORNING,
        counts: { asked: 0, entered: 0, covered: 0, expired: 0, letGo: 1, withheld: 0 },
      },
    ]);
  });

  it('are told also where nothing was in them, once a day, and where the desk was down as they ended', () => {
    away('p1');
    until(EVENING);
    desk.restart();
    until(MORNING + 3 * HOUR);
    until(EVENING + DAY);
    until(MORNING + DAY);
    expect(ended().map(({ at, to }) => [at, to])).toEqual([
      [MORNING + 3 * HOUR, MORNING],
      [MORNING + DAY, MORNING + DAY],
    ]);
  });

  it('count from the first moment on, before it is written down that they have begun', () => {
    away('p1');
    away('p2');
    desk.now = EVENING;
    decide();
    until(EVENING + 5_000);
    until(MORNING);
    expect(ended()[0]?.counts).toMatchObject({ letGo: 1 });
  });

  it('end as they are taken back, and go on by another zone', () => {
    away('p1');
    away('p2');
    until(EVENING);
    desk.now += HOUR;
    back('p1');
    desk.emit({ type: 'zone', at: desk.now, person: 'p2', zone: 'Europe/Rome' });
    desk.expire();
    expect(ended().map(({ person, to }) => [person, to])).toEqual([['p1', EVENING + HOUR]]);
    until(MORNING - HOUR);
    expect(
      ended()
        .map(({ person, to }) => [person, to])
        .at(-1),
    ).toEqual(['p2', MORNING - HOUR]);
    expect(desk.state.aways.has('p1')).toBe(false);
  });

  it('are over with the role', () => {
    away('p2');
    until(EVENING);
    desk.list('p2', 'trader');
    until(MORNING);
    expect(ended()).toEqual([]);
  });
});

describe('a sound', () => {
  const alert = (severity: EventOf<'alert'>['severity'], at: Ms): EventOf<'alert'> => ({
    ...sampleOf('proposed', 'proposal A1', at),
    severity,
  });
  const loudness = (place: string, severity: EventOf<'alert'>['severity'] = 'warning', at = EVENING) =>
    heard(alert(severity, at), place, desk.state, at);

  beforeEach(() => away('p1'));

  it('is made by nothing but what is critical, in the chat of whom is away', () => {
    expect(loudness('telegram:1')).toEqual({ loudness: 'silent', besides: [] });
    expect(loudness('telegram:1', 'critical').loudness).toBe('on');
    expect(loudness('telegram:1', 'warning', MORNING).loudness).toBe('on');
    expect(loudness('telegram:2').loudness).toBe('on');
  });

  it('is made by nothing that was to be told then, nor by anything of before that comes late', () => {
    expect(heard(alert('warning', EVENING - MINUTE), 'telegram:1', desk.state, EVENING).loudness).toBe('silent');
    expect(heard(alert('warning', MORNING - MINUTE), 'telegram:1', desk.state, MORNING).loudness).toBe('silent');
  });

  it('comes in private to whom is there, where several read', () => {
    expect(loudness('telegram:-1')).toEqual({ loudness: 'silent', besides: [{ place: 'telegram:2', silent: false }] });
    expect(loudness('telegram:-1', 'critical')).toEqual({ loudness: 'on', besides: [] });
    // Nobody who is away has an account there.
    expect(loudness('discord:-1')).toEqual({ loudness: 'on', besides: [] });
    away('p2');
    expect(loudness('telegram:-1')).toEqual({ loudness: 'silent', besides: [] });
  });

  it('is as loud in private as that chat wants', () => {
    desk.emit({ type: 'notices', at: desk.now, place: 'telegram:2', who: 'Ben', alert: 'proposed', loudness: 'silent' });
    expect(loudness('telegram:-1').besides).toEqual([{ place: 'telegram:2', silent: true }]);
    desk.emit({ type: 'notices', at: desk.now, place: 'telegram:2', who: 'Ben', alert: 'proposed', loudness: 'off' });
    expect(loudness('telegram:-1').besides).toEqual([]);
  });
});

describe('a delegate', () => {
  const ask = (at: Ms): EventOf<'alert'> => sampleOf('proposed', 'proposal A1', at);
  const loud = (alert: EventOf<'alert'>, place = 'telegram:1') => heard(alert, place, desk.state, alert.at);

  beforeEach(() => away('p1', { ...NIGHT, means: { kind: 'delegate', to: 'p2' } }));

  it('is told in private what asks, and nothing else', () => {
    expect(loud(ask(EVENING))).toEqual({ loudness: 'silent', besides: [{ place: 'telegram:2', silent: false }] });
    expect(loud(sampleOf('closed', 'position 1', EVENING)).besides).toEqual([]);
    expect(loud(ask(MORNING))).toEqual({ loudness: 'on', besides: [] });
    desk.emit({ type: 'notices', at: desk.now, place: 'telegram:1', who: 'Ana', quiet: { from: 60, to: 30 } });
    expect(loud(ask(EVENING)).besides, 'whatever their chat wants').toEqual([{ place: 'telegram:2', silent: false }]);
  });

  it('is told nothing while away, once they may not approve any more, or where they have no account', () => {
    away('p2');
    expect(loud(ask(EVENING)).besides).toEqual([]);
    back('p2');
    expect(loud(ask(EVENING), 'discord:1').besides).toEqual([]);
    desk.list('p2', 'trader');
    expect(loud(ask(EVENING)).besides).toEqual([]);
  });

  it('answers under their own name, and with no rights but their own', () => {
    until(EVENING);
    expect(decide()).toMatchObject({ kind: 'asked', proposal: 'A1' });
    desk.list('p2', 'trader');
    const ben = { id: 'p2', name: 'Ben', role: 'trader' } as const;
    expect(desk.answer('A1', { answer: 'approve', who: ben })).toMatchObject({ kind: 'refused' });
    desk.list('p2', 'approver');
    expect(desk.answer('A1', { answer: 'approve', who: ben })).toMatchObject({ kind: 'entered' });
    expect(desk.of('vote')).toMatchObject([{ who: 'p2', name: 'Ben' }]);
  });

  it.each<[string, string, () => void, string | undefined]>([
    ['who is there', 'p2', () => back('p1'), undefined],
    ['who is away at other hours', 'p2', () => away('p2', { ...NIGHT, from: 8 * 60, to: 20 * 60 }), undefined],
    ['oneself', 'p1', () => back('p1'), 'You cannot stand in for yourself'],
    ['who may not approve', 'p2', () => desk.list('p2', 'trader'), 'name of p2 may not approve'],
    ['who cannot be reached', 'p3', () => desk.list('p3', 'approver'), 'name of p3 has no account on a chat'],
    [
      'who is away too',
      'p2',
      () => away('p2', { ...NIGHT, from: 6 * 60, to: 8 * 60 }),
      'name of p2 is away in some of these hours too',
    ],
    [
      'whose asks come to oneself',
      'p2',
      () => away('p2', { ...NIGHT, means: { kind: 'delegate', to: 'p1' } }),
      'name of p2 is away in some',
    ],
  ])('can be somebody or not: %s', (_, to, happens, wrong) => {
    happens();
    const member = desk.state.people.get(to);
    if (member === undefined) throw new Error(to);
    const unfit = unfitDelegate(member, { person: 'p1', hours: NIGHT }, desk.state, desk.now);
    if (wrong === undefined) expect(unfit).toBeUndefined();
    else expect(unfit?.wrong).toContain(wrong);
  });

  it('makes no chain', () => {
    desk.list('p3', 'approver');
    desk.emit({ type: 'linked', at: desk.now, person: 'p3', account: 'telegram:3', on: true, who: 'terminal' });
    const cleo = desk.state.people.get('p3');
    if (cleo === undefined) throw new Error('p3');
    expect(unfitDelegate(cleo, { person: 'p2', hours: NIGHT }, desk.state, desk.now)?.wrong).toBe(
      "name of p1's asks come to you then",
    );
    expect(unfitDelegate(cleo, { person: 'p2', hours: { from: 600, to: 700 } }, desk.state, desk.now)).toBeUndefined();
  });
});

describe('a grant for the hours', () => {
  const GRANT: AwayPolicy = { ...NIGHT, means: { kind: 'grant', each: '200', count: 2, total: '400', loss: '8' } };
  /** What entered has ended, so that the rules do not stand in the way of the next. */
  const settle = (): void => {
    for (const decision of desk.state.entries.keys())
      desk.emit({ type: 'entryEnded', at: desk.now, decision, filled: [], says: '' });
  };
  const entered = (symbol?: string, quantity?: string): string => {
    const { kind } = decide(symbol, quantity);
    settle();
    return kind;
  };

  beforeEach(() => {
    away('p1', GRANT);
    away('p2');
  });

  it('lets so many in, of so much each, and nothing else, and is told of in the one row', () => {
    expect(entered(), 'before the hours').toBe('asked');
    until(EVENING);
    expect(desk.of('awayBegan')).toMatchObject([{ person: 'p1', grant: 'G1', until: MORNING }, { person: 'p2' }]);
    expect(entered('BBB/USDT', '2.1'), 'too large').toBe('withheld');
    expect(entered('BBB/USDT', '2')).toBe('entered');
    expect(entered('AAA/USDT:USDT', '0.5')).toBe('entered');
    expect(entered('BBB/USDT', '0.5'), 'one too many').toBe('withheld');
    until(MORNING);
    expect(desk.of('grantEnded')).toEqual([]);
    expect(desk.state.grants.size).toBe(0);
    const { counts, grant } = ended()[0] ?? {};
    expect(grant).toBe('G1');
    // One idea is let go once while it lasts.
    expect(counts).toMatchObject({ asked: 0, entered: 2, covered: 2, letGo: 1 });
    expect(entered('BBB/USDT', '0.5'), 'after the hours').toBe('asked');
  });

  it.each<[string, () => void]>([
    ['a change of the settings', () => desk.settings((values) => ({ ...values, approval: { ...values.approval, band: 0.004 } }))],
    ['a halt', () => desk.emit({ type: 'halted', at: desk.now, halt: 'skew', blocks: 'entries', ends: '', says: '' })],
    ['a restart', () => desk.emit(...endAtRestart(desk.state, desk.now))],
    ['hours that are stated anew', () => away('p1', { ...NIGHT, means: { kind: 'nothing' } })],
    ['taking the hours back', () => back('p1')],
    ['the loss of the role', () => desk.list('p1', 'trader')],
    ['a lock', () => desk.emit({ type: 'locked', at: desk.now, until: desk.now + DAY, who: 'p1', name: 'p1', why: '' })],
  ])('is ended by %s until the next night', (_, happens) => {
    until(EVENING);
    happens();
    desk.expire();
    expect(covering(longOf('BBB/USDT', '1', 100, 'd'), desk.state, desk.now)).toBeUndefined();
    until(EVENING + HOUR);
    expect(desk.of('awayBegan').filter(({ grant }) => grant !== undefined)).toHaveLength(1);
  });

  it('stays ended for its hours after a lock that was shorter than they are', () => {
    until(EVENING);
    desk.emit({ type: 'locked', at: desk.now, until: desk.now + HOUR, who: 'p1', name: 'p1', why: '' });
    desk.expire();
    until(EVENING + 2 * HOUR);
    expect(desk.of('lockEnded')).toHaveLength(1);
    expect(entered(), 'the lock is over').toBe('withheld');
    expect(desk.of('grantEnded')).toMatchObject([{ grant: 'G1', why: 'name of p1 may no longer approve' }]);
  });

  it('is given anew each night, and no second time by another zone', () => {
    until(EVENING);
    until(MORNING);
    until(EVENING + DAY);
    expect(
      desk
        .of('awayBegan')
        .filter(({ person }) => person === 'p1')
        .map(({ grant }) => grant),
    ).toEqual(['G1', 'G2']);
    for (const zone of ['Pacific/Auckland', 'UTC']) {
      desk.emit({ type: 'zone', at: desk.now, person: 'p1', zone });
      desk.expire();
      desk.expire();
      desk.now += MINUTE;
    }
    expect(
      desk
        .of('awayBegan')
        .filter(({ person }) => person === 'p1')
        .map(({ grant }) => grant),
    ).toEqual(['G1', 'G2', undefined]);
  });

  it('is not given to whom is locked or approves no more as the hours begin', () => {
    desk.emit({ type: 'locked', at: desk.now, until: EVENING + HOUR, who: 'p1', name: 'p1', why: '' });
    until(EVENING);
    expect(desk.of('awayBegan').map(({ grant }) => grant)).toEqual([undefined, undefined]);
  });
});
