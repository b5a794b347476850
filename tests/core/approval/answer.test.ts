import { describe, expect, it } from 'vitest';
import type { Answered } from '../../../src/core/approval/outcome.ts';
import { peopleNeeded, planNotional, quorumText } from '../../../src/core/approval/quorum.ts';
import { fixed } from '../../../src/core/money.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time.ts';
import { nextExpiry } from '../../../src/core/trader/expire.ts';
import { type ApprovalDesk, approvalDesk, longOf, START, TERMINAL } from '../../support/approvalDesk.ts';

const AAA = 'AAA/USDT';

/** A card of the desk's own for `quantity` at 100. */
function asked(desk: ApprovalDesk, quantity = '10', decision = 'd'): string {
  const outcome = desk.decide(longOf(AAA, quantity, 100, decision));
  if (outcome.kind !== 'asked') throw new Error(JSON.stringify(outcome));
  return outcome.proposal;
}

const why = (outcome: Answered): string => ('why' in outcome ? outcome.why : outcome.kind);

/** What is still entering ends: nothing is held, and the next card is not refused for it. */
const settle = (desk: ApprovalDesk): void => {
  for (const decision of desk.state.entries.keys())
    desk.emit({ type: 'entryEnded', at: desk.now, decision, filled: [], says: '' });
};

describe('one card', () => {
  it('is entered by one approver as it was bound', () => {
    const desk = approvalDesk();
    const id = asked(desk);
    expect(desk.answer(id, { answer: 'approve', who: TERMINAL })).toMatchObject({ kind: 'entered', decision: 'd' });
    expect(desk.of('cleared')).toMatchObject([{ plan: longOf(AAA, '10', 100, 'd'), who: 'terminal' }]);
    expect(desk.state.proposals.get(id)?.status).toBe('done');
    expect(why(desk.answer(id, { answer: 'approve', who: TERMINAL }))).toBe('A1 is already done');
    expect(desk.of('cleared')).toHaveLength(1);
  });

  it('ends at one rejection, also after an approval', () => {
    const desk = approvalDesk({ twoAbove: 500 });
    const id = asked(desk);
    desk.answer(id, { answer: 'approve', who: desk.list('p1', 'approver') });
    expect(desk.answer(id, { answer: 'reject', who: TERMINAL }).kind).toBe('rejected');
    expect(why(desk.answer(id, { answer: 'approve', who: desk.list('p2', 'approver') }))).toContain('already rejected');
  });

  it('a rejection mutes its symbol and side for four hours, and nothing else', () => {
    const desk = approvalDesk();
    const id = asked(desk);
    desk.answer(id, { answer: 'reject', who: TERMINAL });
    desk.now += 4 * HOUR - 1;
    expect(desk.decide(longOf(AAA, '10', 100, 'again'))).toMatchObject({ kind: 'withheld' });
    expect(desk.decide(longOf('BBB/USDT', '10', 100, 'other')).kind).toBe('asked');
    desk.now += 1;
    expect(desk.decide(longOf(AAA, '10', 100, 'later')).kind).toBe('asked');
  });

  it('takes nobody who may not approve now', () => {
    const desk = approvalDesk();
    const id = asked(desk);
    for (const who of [desk.list('p1', 'trader'), { id: 'p9', name: 'a stranger', role: 'admin' } as const])
      expect(why(desk.answer(id, { answer: 'approve', who }))).toContain('role approver');
    const p2 = desk.list('p2', 'admin');
    desk.list('p2', 'none');
    expect(why(desk.answer(id, { answer: 'approve', who: p2 }))).toContain('role approver');
    expect(desk.of('vote')).toEqual([]);
  });

  it.each([
    ['the price leaves the band', (desk: ApprovalDesk) => void desk.prices.set(AAA, 101), 'moved from 100.00 to 101.00'],
    [
      'the settings change',
      (desk: ApprovalDesk) => desk.settings((values) => ({ ...values, risk: { ...values.risk, leverage: 2 } })),
      'settings were changed',
    ],
    [
      'the risk rules allow less',
      (desk: ApprovalDesk) => desk.emit({ type: 'funded', at: desk.now, amount: '-999500', why: 'a withdrawal' }),
      'allow less',
    ],
    [
      'the market has become odd',
      (desk: ApprovalDesk) => {
        desk.spread = 0.4;
      },
      'now wide spread',
    ],
  ])('becomes a new card that nobody has approved when %s', (_name, change, because) => {
    const desk = approvalDesk();
    const id = asked(desk);
    change(desk);
    expect(desk.answer(id, { answer: 'approve', who: TERMINAL })).toMatchObject({ kind: 'asked', proposal: 'A2' });
    expect(desk.state.proposals.get(id)).toMatchObject({ status: 'replaced' });
    expect(desk.state.proposals.get(id)?.why).toContain(because);
    expect(desk.state.proposals.get('A2')?.votes).toEqual([]);
    expect(desk.of('cleared')).toEqual([]);
  });

  it('invariant 1: at another price it is another decision, so that neither can be taken for the order of the other', () => {
    const desk = approvalDesk();
    const id = asked(desk);
    desk.prices.set(AAA, 101);
    desk.answer(id, { answer: 'approve', who: TERMINAL });
    desk.answer('A2', { answer: 'approve', who: TERMINAL });
    const [cleared] = desk.of('cleared');
    expect(cleared?.plan.legs[0]?.price).toBe('101');
    expect(cleared?.plan.decision).not.toBe('d');
    expect(cleared?.plan.decision).toBe(desk.state.proposals.get('A2')?.plan.decision);
  });

  it('stays when other settings change', () => {
    const desk = approvalDesk();
    const id = asked(desk);
    desk.settings((values) => ({ ...values, exits: { ...values.exits, stop: 0.03 } }));
    expect(desk.answer(id, { answer: 'approve', who: TERMINAL }).kind).toBe('entered');
  });

  it('is refused when nothing may be entered any more', () => {
    const desk = approvalDesk();
    const id = asked(desk);
    desk.settings((values) => ({ ...values, authorities: { momentum: 'advise' } }));
    expect(why(desk.answer(id, { answer: 'approve', who: TERMINAL }))).toBe('authority is advise now');
    expect(desk.state.proposals.get(id)?.status).toBe('refused');
  });

  it('whose strategy only advises now is not halved either', () => {
    const desk = approvalDesk();
    const id = asked(desk);
    desk.settings((values) => ({ ...values, authorities: { momentum: 'advise' } }));
    expect(why(desk.answer(id, { answer: 'halve', who: TERMINAL }))).toBe('authority is advise now');
    expect(desk.state.proposals.get(id)?.status).toBe('refused');
  });
});

describe('time', () => {
  it('reminds once at half of it, and ends it', () => {
    const desk = approvalDesk();
    const id = asked(desk);
    expect(nextExpiry(desk.state)).toBe(START + 5 * MINUTE);
    desk.expire();
    expect(desk.of('reminded')).toEqual([]);
    desk.now += 5 * MINUTE;
    desk.expire();
    desk.now += MINUTE;
    desk.expire();
    expect(desk.of('reminded')).toEqual([{ type: 'reminded', at: START + 5 * MINUTE, proposal: id }]);
    expect(nextExpiry(desk.state)).toBe(START + 10 * MINUTE);
    desk.now = START + 10 * MINUTE;
    expect(why(desk.answer(id, { answer: 'approve', who: TERMINAL }))).toBe('A1 has expired');
    expect(desk.state.proposals.get(id)?.status).toBe('expired');
    desk.expire();
    expect(desk.of('proposal')).toHaveLength(1);
    expect(desk.of('cleared')).toEqual([]);
  });

  it('a card whose whole time has passed at once is not reminded of', () => {
    const desk = approvalDesk();
    asked(desk);
    desk.now += HOUR;
    desk.expire();
    expect(desk.of('reminded')).toEqual([]);
    expect(desk.state.proposals.get('A1')?.status).toBe('expired');
  });
});

describe('two people', () => {
  it('are distinct, and their roles count at the execution', () => {
    const desk = approvalDesk({ twoAbove: 500 });
    const id = asked(desk);
    const [p1, p2, p3] = [desk.list('p1', 'approver'), desk.list('p2', 'approver'), desk.list('p3', 'admin')];
    expect(desk.answer(id, { answer: 'approve', who: p1 })).toMatchObject({ kind: 'counted', have: 1, needed: 2 });
    expect(why(desk.answer(id, { answer: 'approve', who: p1 }))).toContain('another person');
    desk.list('p1', 'trader');
    expect(desk.answer(id, { answer: 'approve', who: p2 })).toMatchObject({ kind: 'counted', have: 1 });
    expect(desk.answer(id, { answer: 'approve', who: p3 }).kind).toBe('entered');
    expect(desk.of('cleared')[0]?.who).toBe('name of p2 and name of p3');
  });

  it('are not needed up to the threshold itself', () => {
    const desk = approvalDesk({ twoAbove: 1_000 });
    expect(desk.answer(asked(desk), { answer: 'approve', who: TERMINAL }).kind).toBe('entered');
  });

  it('are needed for a half of what needed them, and for the half of that', () => {
    const desk = approvalDesk({ twoAbove: 500 });
    const id = asked(desk, '10');
    const p1 = desk.list('p1', 'approver');
    expect(desk.answer(id, { answer: 'halve', who: p1 })).toMatchObject({ kind: 'counted', proposal: 'A2', have: 1, needed: 2 });
    expect(desk.answer('A2', { answer: 'halve', who: p1 })).toMatchObject({
      kind: 'counted',
      proposal: 'A3',
      have: 1,
      needed: 2,
    });
    expect(desk.state.proposals.get('A3')?.plan.legs[0]?.quantity).toBe('2.5');
    expect(why(desk.answer('A3', { answer: 'approve', who: p1 }))).toContain('another person');
    expect(desk.answer('A3', { answer: 'approve', who: TERMINAL }).kind).toBe('entered');
  });

  it('are needed for parts that together are above it, for 24 h', () => {
    const desk = approvalDesk({ twoAbove: 1_500 });
    desk.answer(asked(desk, '10', 'first'), { answer: 'approve', who: TERMINAL });
    settle(desk);
    desk.now += 5 * HOUR;
    const part = { plan: longOf(AAA, '10', 100, 'second'), original: fixed('1000') };
    expect(peopleNeeded(part, desk.state, desk.now)).toBe(2);
    expect(peopleNeeded({ ...part, plan: longOf('BBB/USDT', '10', 100, 'other') }, desk.state, desk.now)).toBe(1);
    expect(desk.answer(asked(desk, '10', 'second'), { answer: 'approve', who: TERMINAL })).toMatchObject({ kind: 'counted' });
    expect(peopleNeeded(part, desk.state, START + DAY)).toBe(1);
  });

  it('that cannot be found are missed on the card', () => {
    const desk = approvalDesk({ twoAbove: 500 });
    const card = desk.state.proposals.get(asked(desk));
    if (card === undefined) throw new Error('no card');
    expect(quorumText(card, desk.state, desk.now)).toBe('It takes two people and only one person can: /users adds one');
    desk.list('p1', 'trader');
    expect(quorumText(card, desk.state, desk.now)).toContain('only one person can');
    desk.list('p1', 'approver');
    expect(quorumText(card, desk.state, desk.now)).toBe('It takes two people; 0 of 2 so far');
  });
});

describe('whoever sits at the terminal', () => {
  it('may be an admin, and counts as one person with them', () => {
    const desk = approvalDesk({ twoAbove: 500 });
    const ana = desk.list('p1', 'admin');
    const id = asked(desk);
    expect(desk.answer(id, { answer: 'approve', who: ana })).toMatchObject({ kind: 'counted', have: 1 });
    expect(why(desk.answer(id, { answer: 'approve', who: TERMINAL }))).toBe(
      'name of p1 has approved A1 already, and the terminal and an admin count as one; it takes another person',
    );
    expect(desk.answer(id, { answer: 'approve', who: desk.list('p2', 'admin') }).kind).toBe('entered');
  });

  it('approves nothing that an admin asked for, nor an admin what was typed there', () => {
    const desk = approvalDesk();
    const ana = desk.list('p1', 'admin');
    desk.submit(longOf(AAA, '10', 100, 'd'), ana);
    expect(why(desk.answer('A1', { answer: 'approve', who: TERMINAL }))).toContain('somebody else');
    const other = approvalDesk();
    other.submit(longOf(AAA, '10', 100, 'd'), TERMINAL);
    expect(why(other.answer('A1', { answer: 'approve', who: other.list('p1', 'admin') }))).toBe(
      'the terminal asked for A1, and the terminal and an admin count as one: somebody else has to approve it',
    );
  });

  it('and was first gives way to the admins: two of them are two people', () => {
    const desk = approvalDesk({ twoAbove: 500 });
    const id = asked(desk);
    const [ana, bob] = [desk.list('p1', 'admin'), desk.list('p2', 'admin')];
    expect(desk.answer(id, { answer: 'approve', who: TERMINAL })).toMatchObject({ kind: 'counted', have: 1 });
    expect(desk.answer(id, { answer: 'approve', who: ana })).toMatchObject({ kind: 'counted', have: 1 });
    expect(desk.answer(id, { answer: 'approve', who: bob }).kind).toBe('entered');
  });

  it('is the second person beside an approver', () => {
    const desk = approvalDesk({ twoAbove: 500 });
    const id = asked(desk);
    desk.answer(id, { answer: 'approve', who: desk.list('p1', 'approver') });
    expect(desk.answer(id, { answer: 'approve', who: TERMINAL }).kind).toBe('entered');
  });
});

describe('the proposer', () => {
  it('never approves', () => {
    const desk = approvalDesk();
    const p1 = desk.list('p1', 'approver');
    desk.submit(longOf(AAA, '10', 100, 'd'), p1);
    expect(why(desk.answer('A1', { answer: 'approve', who: p1, amount: fixed('1000') }))).toContain('somebody else');
    expect(desk.answer('A1', { answer: 'approve', who: TERMINAL }).kind).toBe('entered');
  });

  it.each([
    [undefined, 'typed again'],
    ['989', '989.00 was typed, A1 is for 1,000.00'],
    ['1011', 'was typed'],
    ['10000', 'was typed'],
  ])('who may approve alone types the amount: %s', (amount, says) => {
    const desk = approvalDesk({ self: true });
    desk.submit(longOf(AAA, '10', 100, 'd'), TERMINAL);
    const typed = amount === undefined ? {} : { amount: fixed(amount) };
    expect(why(desk.answer('A1', { answer: 'approve', who: TERMINAL, ...typed }))).toContain(says);
    expect(desk.answer('A1', { answer: 'approve', who: TERMINAL, amount: fixed('991') }).kind).toBe('entered');
  });

  it('halves without approving the half', () => {
    const desk = approvalDesk();
    const p1 = desk.list('p1', 'approver');
    desk.submit(longOf(AAA, '10', 100, 'd'), p1);
    expect(desk.answer('A1', { answer: 'halve', who: p1 })).toMatchObject({ kind: 'asked', proposal: 'A2' });
    expect(desk.state.proposals.get('A2')).toMatchObject({ by: 'p1', votes: [] });
    expect(why(desk.answer('A2', { answer: 'approve', who: p1 }))).toContain('somebody else');
  });
});

describe('half', () => {
  it('is entered where one answer is enough', () => {
    const desk = approvalDesk();
    expect(desk.answer(asked(desk, '10.001'), { answer: 'halve', who: TERMINAL })).toMatchObject({ kind: 'entered' });
    expect(desk.of('cleared')[0]?.plan.legs[0]).toMatchObject({ quantity: '5', price: '100.00', stop: '98.00' });
    expect(desk.state.proposals.get('A1')).toMatchObject({ status: 'replaced', why: 'halved' });
    expect(desk.state.proposals.get('A2')).toMatchObject({ status: 'done', votes: [{ who: 'terminal' }] });
  });

  it('at another price is asked for', () => {
    const desk = approvalDesk();
    const id = asked(desk);
    desk.prices.set(AAA, 102);
    expect(desk.answer(id, { answer: 'halve', who: TERMINAL })).toMatchObject({ kind: 'asked', proposal: 'A2' });
    expect(desk.state.proposals.get('A2')?.plan.legs[0]).toMatchObject({ quantity: '5', price: '102', stop: '99.96' });
    expect(desk.of('cleared')).toEqual([]);
  });

  it('that is too small leaves the card as it was', () => {
    const desk = approvalDesk();
    const id = asked(desk, '0.06');
    expect(why(desk.answer(id, { answer: 'halve', who: TERMINAL }))).toContain('half of it is refused');
    expect(desk.state.proposals.get(id)).toMatchObject({ status: 'waiting', votes: [] });
  });
});

describe('authority', () => {
  it.each([
    ['momentum', 'auto', 'entered'],
    ['momentum', 'advise', 'advised'],
    ['pairs', 'auto', 'asked'],
  ] as const)("of %s is %s: momentum's plan is %s", (strategy, authority, kind) => {
    const desk = approvalDesk();
    desk.settings((values) => ({ ...values, authorities: { [strategy]: authority } }));
    expect(desk.decide(longOf(AAA, '10', 100, 'd')).kind).toBe(kind);
  });
});

it('a notional is of all legs', () => {
  const plan = longOf(AAA, '10', 100, 'd');
  expect(planNotional({ ...plan, legs: [...plan.legs, ...plan.legs] })).toBe(fixed('2000'));
});
