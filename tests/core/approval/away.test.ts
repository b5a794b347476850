import { beforeEach, describe, expect, it } from 'vitest';
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
  const ended = (): readonly EventOf<'awayEnded'>[] => desk.of('awayEnded');

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
        counts: { asked: 1, entered: 0, expired: 1, letGo: 1, withheld: 0 },
      },
      {
        person: 'p2',
        from: EVENING + HOUR,
        to: MORNING,
        counts: { asked: 0, entered: 0, expired: 0, letGo: 1, withheld: 0 },
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
