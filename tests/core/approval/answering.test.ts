import { describe, expect, test } from 'vitest';
import { type AnswerCounts, answering, ENOUGH_ANSWERS, noCards } from '../../../src/core/approval/answering.ts';
import type { DeskEvent, EventOf } from '../../../src/core/facts/events.ts';
import { HOUR, MINUTE, type Ms, SECOND } from '../../../src/core/time.ts';
import { longOf } from '../../support/approvalDesk.ts';

const SEVEN: Ms = Date.UTC(2024, 0, 2, 7);

const card = (proposal: string, given: Partial<EventOf<'proposed'>> = {}): EventOf<'proposed'> => ({
  type: 'proposed',
  at: SEVEN,
  proposal,
  plan: longOf('AAA/USDT', '1', 100, proposal),
  by: 'desk',
  answerBy: SEVEN + HOUR,
  settings: 1,
  ...given,
});
const vote = (proposal: string, answer: EventOf<'vote'>['answer'], given: Partial<EventOf<'vote'>> = {}): EventOf<'vote'> => ({
  type: 'vote',
  at: SEVEN + MINUTE,
  proposal,
  who: 'p1',
  name: 'Ana',
  answer,
  why: '',
  ...given,
});
const end = (proposal: string, to: EventOf<'proposal'>['to']): EventOf<'proposal'> => ({
  type: 'proposal',
  at: SEVEN + MINUTE,
  proposal,
  to,
  who: 'Ana',
  why: '',
});

const shown = ({ name, cards, approved, halved, rejected, expired }: AnswerCounts) =>
  `${name}: ${cards} = ${approved} + ${halved} + ${rejected} + ${expired}`;

const bob = { who: 'p2', name: 'Bob' };
const DAY_OF_CARDS: readonly DeskEvent[] = [
  card('A1', { odd: [{ name: 'wild', says: 'wild bar' }] }),
  vote('A1', 'approve'),
  end('A1', 'approved'),
  end('A1', 'done'),
  card('A2', {
    odd: [
      { name: 'wild', says: 'wild bar' },
      { name: 'stale', says: 'old price' },
    ],
  }),
  vote('A2', 'reject', { why: 'Too large' }),
  end('A2', 'rejected'),
  card('A3', { at: SEVEN + 2 * HOUR }),
  vote('A3', 'halve', { ...bob, at: SEVEN + 2 * HOUR + MINUTE }),
  end('A3', 'replaced'),
  // The half is the same tap.
  card('A4', { at: SEVEN + 2 * HOUR + MINUTE, original: '100' }),
  vote('A4', 'approve', { ...bob, at: SEVEN + 2 * HOUR + MINUTE }),
  end('A4', 'done'),
  card('A5'),
  end('A5', 'expired'),
  card('A6'),
  vote('A6', 'reject', { ...bob, why: ' too large ' }),
  end('A6', 'rejected'),
  card('A7'),
  vote('A7', 'reject'),
  end('A7', 'rejected'),
  card('A8'),
  end('A8', 'displaced'),
];

describe('how cards were answered', () => {
  const { all, byPerson, byReason, byHour, byFlag } = answering(DAY_OF_CARDS);

  test('every card once, a half not as a card of its own', () => {
    expect(shown(all)).toBe('all: 7 = 1 + 1 + 3 + 1');
    expect(all.answers).toBe(5);
  });

  test.each([
    ['expired', [card('A1'), vote('A1', 'approve'), end('A1', 'expired')]],
    ['rejected', [card('A1'), vote('A1', 'approve'), vote('A1', 'reject', bob), end('A1', 'rejected')]],
    ['refused', [card('A1'), vote('A1', 'approve'), end('A1', 'refused')]],
    ['anew', [card('A1'), vote('A1', 'approve'), end('A1', 'replaced')]],
    ['closed', [card('A1'), end('A1', 'replaced')]],
    ['waiting', [card('A1'), vote('A1', 'approve')]],
  ] as const)('what became of each is one thing: %s', (what, events) => {
    const { became } = answering(events);
    expect(became).toEqual({ ...noCards(), [what]: 1 });
  });

  test('what became of them adds up to all of them', () => {
    const { became, all: counted } = answering(DAY_OF_CARDS);
    expect(Object.values(became).reduce((sum, count) => sum + count, 0)).toBe(counted.cards);
    expect(became).toMatchObject({ approved: 1, halved: 1, rejected: 3, expired: 1, closed: 1 });
  });

  test('by whom, why not, when, and where something was odd', () => {
    expect(byPerson.map(shown)).toEqual(['Ana: 3 = 1 + 0 + 2 + 0', 'Bob: 2 = 0 + 1 + 1 + 0']);
    expect(byReason.map(shown)).toEqual(['too large: 2 = 0 + 0 + 2 + 0', 'no reason: 1 = 0 + 0 + 1 + 0']);
    // What is tapped after the answer counts before its words.
    const told: DeskEvent = {
      type: 'because',
      at: SEVEN,
      proposal: 'A7',
      who: 'p1',
      name: 'Ana',
      reason: 'too weak',
      symbol: 'AAA/USDT',
    };
    expect(answering([...DAY_OF_CARDS, told]).byReason.map(({ name }) => name)).toEqual(['too large', 'too weak']);
    expect(byHour.map(shown)).toEqual(['07: 6 = 1 + 0 + 3 + 1', '09: 1 = 0 + 1 + 0 + 0']);
    expect(byFlag.map(shown)).toEqual(['wild: 2 = 1 + 0 + 1 + 0', 'stale: 1 = 0 + 0 + 1 + 0']);
  });
});

describe('how fast', () => {
  const answered = (count: number, seconds: (i: number) => number): readonly DeskEvent[] =>
    Array.from({ length: count }, (_, i) => [
      card(`A${i}`),
      vote(`A${i}`, 'approve', { at: SEVEN + seconds(i) * SECOND }),
    ]).flat();

  test('is not told of fewer answers than tell anything', () => {
    const { all, byPerson } = answering(answered(ENOUGH_ANSWERS - 1, () => 1));
    expect([all, ...byPerson].map(({ median, fast }) => [median, fast])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  test('is the median, and the share under 3 s, of those that are enough', () => {
    const { median, fast } = answering(answered(40, (i) => (i < 10 ? 2.999 : i < 20 ? 3 : 60 + i))).all;
    expect([median, fast]).toEqual([(3 + 80) * 500, 0.25]);
  });
});
