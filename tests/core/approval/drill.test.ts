import { describe, expect, it, test } from 'vitest';
import { drillCounts, planted } from '../../../src/core/approval/drill.ts';
import type { EventOf } from '../../../src/core/facts/events.ts';
import type { Drill } from '../../../src/core/state/proposals.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { type ApprovalDesk, approvalDesk, longOf, START, TERMINAL } from '../../support/approvalDesk.ts';

const [leg] = longOf('AAA/USDT', '2', 100, 'd').legs;
const targets = [{ price: '104.00', share: 1 }];
const PLAN = { ...longOf('AAA/USDT', '2', 100, 'd'), legs: leg === undefined ? [] : [{ ...leg, targets }] };

test.each([
  [0, 'the stop was on the wrong side', { stop: '102' }],
  [1, 'the stop was 4 times as far', { stop: '92' }],
  [2, 'the target was on the wrong side', { targets: [{ price: '96', share: 1 }] }],
  [3, 'it was 5 times as large', { quantity: '10' }],
  [4, 'nothing was wrong with it', {}],
  [5, 'nothing was wrong with it', {}],
  [6, 'the stop was on the wrong side', { stop: '102' }],
])('a draw of %s plants one thing or nothing: %s', (drawn, says, change) => {
  const { plan, drill } = planted(PLAN, drawn);
  expect(drill).toEqual({ odd: Object.keys(change).length > 0, says });
  expect(plan).toEqual({ ...PLAN, legs: [{ ...PLAN.legs[0], ...change }] });
});

const ODD: Drill = { odd: true, says: 'the stop was on the wrong side' };
const FINE: Drill = { odd: false, says: 'nothing was wrong with it' };

function asked(desk: ApprovalDesk, proposal: string, drill: Drill): void {
  const plan = longOf('AAA/USDT', '2', 100, `drill ${proposal}`);
  desk.emit({ type: 'proposed', at: desk.now, proposal, plan, by: 'desk', answerBy: desk.now + 10 * MINUTE, settings: 1, drill });
}

describe('an answer to a drill', () => {
  test.each([
    [ODD, 'reject', 'drill: the stop was on the wrong side. Right.'],
    [ODD, 'approve', 'drill: the stop was on the wrong side. Missed.'],
    [ODD, 'halve', 'drill: the stop was on the wrong side. Missed.'],
    [FINE, 'approve', 'drill: nothing was wrong with it. Right.'],
    [FINE, 'halve', 'drill: nothing was wrong with it. Right.'],
    [FINE, 'reject', 'drill: nothing was wrong with it. Not right.'],
  ] as const)('%o, %s', (drill, answer, says) => {
    const desk = approvalDesk({ asks: 1 });
    asked(desk, 'A1', drill);
    expect(desk.answer('A1', { answer, who: TERMINAL })).toEqual({ kind: 'drilled', says });
    expect(desk.of('proposal')).toMatchObject([{ to: 'drilled', why: says }]);
    expect(desk.of('cleared')).toEqual([]);
    expect(desk.state.coolDowns.size).toBe(0);
    // Neither the day's budget nor the idea knows of it.
    expect(desk.decide({ ...longOf('AAA/USDT', '2', 100, 'd'), score: 0.9, confidence: 0.9 }).kind).toBe('asked');
    expect(desk.answer('A1', { answer, who: TERMINAL }).kind).toBe('refused');
  });

  it('is taken from approvers alone, and stands in no card’s way', () => {
    const desk = approvalDesk();
    asked(desk, 'A1', ODD);
    expect(desk.answer('A1', { answer: 'reject', who: desk.list('p1', 'trader') }).kind).toBe('refused');
    const real = desk.decide({ ...longOf('AAA/USDT', '2', 100, 'd'), score: 0.9, confidence: 0.9 });
    expect(real).toMatchObject({ kind: 'asked', proposal: 'A2' });
    expect(desk.answer('A2', { answer: 'approve', who: TERMINAL }).kind).toBe('entered');
    expect(desk.state.proposals.get('A1')?.status).toBe('waiting');
    desk.now += 11 * MINUTE;
    desk.expire();
    const card = desk.state.proposals.get('A1');
    expect(card?.status).toBe('expired');
    expect(desk.of('proposal').map(({ proposal, to }) => `${proposal} ${to}`)).toEqual(['A2 approved', 'A2 done', 'A1 expired']);
  });
});

test('drills are counted apart: right, missed, needless, unanswered', () => {
  const desk = approvalDesk();
  const answers: readonly (readonly [Drill, EventOf<'vote'>['answer'] | undefined])[] = [
    [ODD, 'reject'],
    [ODD, 'approve'],
    [FINE, 'approve'],
    [FINE, 'reject'],
    [FINE, undefined],
  ];
  for (const [i, [drill, answer]] of answers.entries()) {
    asked(desk, `A${i + 1}`, drill);
    if (answer !== undefined) desk.answer(`A${i + 1}`, { answer, who: TERMINAL });
  }
  desk.now = START + 20 * MINUTE;
  desk.expire();
  expect(drillCounts(desk.events)).toEqual({ asked: 5, right: 2, missed: [ODD.says], needless: 1, unanswered: 1 });
});
