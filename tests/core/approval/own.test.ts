import { describe, expect, it, test } from 'vitest';
import { thresholdOf } from '../../../src/core/approval/budget.ts';
import { notAskedFor } from '../../../src/core/approval/idea.ts';
import type { Plan } from '../../../src/core/facts/plan.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time.ts';
import { type ApprovalDesk, approvalDesk, longOf, SYMBOLS, TERMINAL } from '../../support/approvalDesk.ts';

const [AAA, BBB] = SYMBOLS;

let wishes = 0;
const wish = (changes: Partial<Plan> = {}, symbol: string = AAA, quantity = '10', price = 100): Plan => {
  wishes += 1;
  return { ...longOf(symbol, quantity, price, `own${wishes}`), ...changes };
};

const answer = (desk: ApprovalDesk, id: string, given: 'approve' | 'reject') => desk.answer(id, { answer: given, who: TERMINAL });

describe('an idea', () => {
  it('that stands has one card, which waits on and says so', () => {
    const desk = approvalDesk();
    expect(desk.decide(wish())).toMatchObject({ kind: 'asked', proposal: 'A1' });
    desk.now += 8 * MINUTE;
    desk.prices.set(AAA, 100.3);
    expect(desk.decide(wish({ score: 0.58 }))).toMatchObject({ kind: 'stands', proposal: 'A1' });
    expect(desk.of('restated')).toMatchObject([
      { proposal: 'A1', score: 0.58, prices: ['100.3'], answerBy: desk.now + 10 * MINUTE },
    ]);
    desk.now += 8 * MINUTE;
    desk.expire();
    expect(desk.state.proposals.get('A1')?.status).toBe('waiting');
    desk.now += 2 * MINUTE;
    desk.expire();
    expect(desk.state.proposals.get('A1')?.status).toBe('expired');
  });

  test.each<[string, Partial<Plan>, string, number, string]>([
    ['a step more score', { score: 0.65 }, '10', 100, 'score +0.50 → +0.65'],
    ['a price that has run away', {}, '10', 100.6, 'price +0.6 %'],
    ['a quarter more size', {}, '12.5', 100, 'size +25 %'],
    ['a quarter less size', {}, '7.5', 100, 'size −25 %'],
  ])('is asked again for %s, by that name', (_, changes, quantity, price, again) => {
    const desk = approvalDesk();
    desk.decide(wish());
    desk.now += MINUTE;
    desk.prices.set(AAA, price);
    expect(desk.decide(wish(changes, AAA, quantity, price))).toMatchObject({ kind: 'asked', proposal: 'A2' });
    expect(desk.of('proposed').at(-1)).toMatchObject({ again });
    expect(desk.state.proposals.get('A1')).toMatchObject({ status: 'replaced', why: again });
  });

  test.each<[string, Partial<Plan>, string, number]>([
    ['a little more score', { score: 0.64 }, '10', 100],
    ['less score', { score: 0.2 }, '10', 100],
    ['a price inside the band', {}, '10', 100.5],
    ['a price at which it can be had for less', {}, '10', 98],
    ['another size within a quarter', {}, '12.4', 100],
  ])('is not asked again for %s', (_, changes, quantity, price) => {
    const desk = approvalDesk();
    desk.decide(wish());
    desk.now += MINUTE;
    desk.prices.set(AAA, price);
    expect(desk.decide(wish(changes, AAA, quantity, price)).kind).toBe('stands');
    expect(desk.of('proposed')).toHaveLength(1);
  });

  it.each(['left unanswered', 'rejected', 'approved'])('that was %s is left alone for 4 h', (ended) => {
    const desk = approvalDesk();
    desk.decide(wish());
    if (ended === 'left unanswered') desk.now += 10 * MINUTE;
    else answer(desk, 'A1', ended === 'approved' ? 'approve' : 'reject');
    for (const decision of desk.state.entries.keys())
      desk.emit({ type: 'entryEnded', at: desk.now, decision, filled: [], says: '' });
    // It has expired by its time, whether or not that was written down.
    const end = desk.now;
    expect(desk.decide(wish({ score: 0.9 }))).toMatchObject({
      kind: 'withheld',
      why: expect.stringContaining(`A1 was ${ended}`),
    });
    desk.now = end + 4 * HOUR - 1;
    expect(desk.decide(wish()).kind).toBe('withheld');
    expect(notAskedFor(wish().legs, desk.state, desk.now)).toContain(`A1 was ${ended}`);
    expect(desk.of('withheld')).toEqual([]);
    desk.now = end + 4 * HOUR;
    expect(desk.decide(wish()).kind).toBe('asked');
  });

  it('of a person is theirs: it is neither replaced nor extended, and mutes nothing that the desk would ask', () => {
    const desk = approvalDesk();
    expect(desk.submit(wish({ kind: 'manual' }, AAA, '1'), { id: 'p1', name: 'Ana' })).toMatchObject({ proposal: 'A1' });
    const { answerBy } = desk.of('proposed')[0] ?? { answerBy: 0 };
    expect(desk.decide(wish()).kind).toBe('refused');
    expect(desk.state.proposals.get('A1')).toMatchObject({ status: 'waiting', answerBy });
    desk.now = answerBy;
    expect(desk.decide(wish()).kind).toBe('asked');
  });

  it('that somebody has made half is not asked whole again', () => {
    const desk = approvalDesk({ twoAbove: 500 });
    desk.decide(wish());
    expect(desk.answer('A1', { answer: 'halve', who: TERMINAL }).kind).toBe('counted');
    desk.now += MINUTE;
    desk.prices.set(AAA, 100.6);
    expect(desk.decide(wish({ score: 0.9 }))).toMatchObject({ kind: 'stands', proposal: 'A2' });
  });

  it('ends by its time once it has stood for 4 h', () => {
    const desk = approvalDesk();
    desk.decide(wish());
    for (const end = desk.now + 4 * HOUR; desk.now < end; desk.now += 8 * MINUTE) expect(desk.decide(wish()).kind).toBe('stands');
    const { answerBy } = desk.state.proposals.get('A1') ?? { answerBy: 0 };
    expect(desk.decide(wish()).kind).toBe('stands');
    expect(desk.state.proposals.get('A1')?.answerBy).toBe(answerBy);
  });

  it('of a strategy that was switched off since is entered by no yes, and one of fewer asks is', () => {
    const desk = approvalDesk();
    desk.decide(wish());
    desk.settings((values) => ({ ...values, approval: { ...values.approval, asks: 3 } }));
    expect(answer(desk, 'A1', 'approve').kind).toBe('entered');
    desk.decide(wish({}, BBB));
    desk.settings((values) => ({ ...values, signal: { ...values.signal, strategies: { momentum: { on: false, weight: 1 } } } }));
    expect(answer(desk, 'A2', 'approve')).toMatchObject({ kind: 'refused', why: 'momentum is off now' });
  });

  it('of a person is asked at any time', () => {
    const desk = approvalDesk();
    desk.decide(wish());
    answer(desk, 'A1', 'reject');
    expect(desk.submit(wish({ kind: 'manual' }), { id: 'p1', name: 'Ana' }).kind).toBe('asked');
  });
});

describe('a budget of asks', () => {
  it('is not exceeded on a UTC day; what is withheld is told once an idea', () => {
    const desk = approvalDesk({ asks: 1 });
    expect(desk.decide(wish()).kind).toBe('asked');
    expect(desk.decide(wish({}, BBB))).toMatchObject({ kind: 'withheld', why: "the day's 1 ask are used" });
    desk.now += HOUR;
    expect(desk.decide(wish({}, BBB)).kind).toBe('withheld');
    expect(desk.of('withheld')).toMatchObject([{ symbol: BBB, idea: `${BBB} buy` }]);
    desk.now = Math.floor(desk.now / DAY + 1) * DAY;
    expect(desk.decide(wish({}, BBB)).kind).toBe('asked');
  });

  it('is spent on what is rarest: the quantile of the last days that yields it', () => {
    const day = (start: number, strengths: readonly number[]) => ({
      start,
      asked: 0,
      withheld: 0,
      letGo: 0,
      best: undefined,
      strengths,
    });
    const days = [1, 2, 3].map((n) => day(n * DAY, [0.1, 0.2, 0.3, n / 10 + 0.3]));
    const threshold = (budget: number, known: typeof days): number =>
      thresholdOf({ ...approvalDesk({ asks: budget }).state, asks: { days: known, withheld: new Map() } }, 4 * DAY + HOUR);
    const all = [...days, day(4 * DAY, [0.9, 0.9, 0.9])];
    expect(threshold(1, all)).toBe(0.3);
    expect(threshold(2, all)).toBe(0.2);
    expect(threshold(5, all)).toBe(0);
    // Too few days: a fifth above the score of 0.3 and the confidence of 0.5 that the gates ask for.
    expect(threshold(5, all.slice(1))).toBeCloseTo(0.18, 12);
  });

  it('leaves what is too weak for it unasked', () => {
    const desk = approvalDesk();
    expect(desk.decide(wish({ score: 0.31, confidence: 0.51 })).kind).toBe('withheld');
  });

  it('does not count what people ask', () => {
    const desk = approvalDesk({ asks: 1 });
    desk.submit(wish({ kind: 'manual' }, BBB), { id: 'p1', name: 'Ana' });
    expect(desk.decide(wish()).kind).toBe('asked');
  });
});

describe('cards that the rules would not both pass', () => {
  const oneSlot = (): ApprovalDesk => {
    const desk = approvalDesk();
    desk.settings((values) => ({ ...values, risk: { ...values.risk, maxOpenPositions: 1 } }));
    return desk;
  };

  it('say so, and the one that is approved closes the other', () => {
    const desk = oneSlot();
    desk.decide(wish());
    desk.decide(wish({}, BBB));
    expect(desk.of('proposed').map(({ conflicts }) => conflicts)).toEqual([undefined, ['A1']]);
    expect(answer(desk, 'A2', 'approve').kind).toBe('entered');
    expect(desk.state.proposals.get('A1')).toMatchObject({
      status: 'displaced',
      why: expect.stringContaining('A2 took the slot'),
    });
  });

  it('are left alone where there is room for both', () => {
    const desk = approvalDesk();
    desk.decide(wish());
    desk.decide(wish({}, BBB));
    answer(desk, 'A2', 'approve');
    expect(desk.state.proposals.get('A1')?.status).toBe('waiting');
    expect(desk.of('proposed').every(({ conflicts }) => conflicts === undefined)).toBe(true);
  });
});
