import { describe, expect, test } from 'vitest';
import { createRouter } from '../../src/bots/router.ts';
import { review } from '../../src/commands/review.ts';
import { type AnswerCounts, noCards } from '../../src/core/approval/answering.ts';
import type { Notation } from '../../src/core/reply/notation.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { DAY, type Ms } from '../../src/core/time.ts';
import { chatDesk } from '../bots/desk.ts';

const notation: Notation = chatDesk();
const FROM: Ms = Date.UTC(2024, 0, 1);

const NO_DRILLS = { asked: 0, right: 0, missed: [], needless: 0, unanswered: 0 };

const counts = (name: string, given: Partial<AnswerCounts> = {}): AnswerCounts => ({
  name,
  cards: 2,
  approved: 1,
  halved: 0,
  rejected: 1,
  expired: 0,
  answers: 2,
  ...given,
});
const drawn = (replay: Readonly<Record<string, unknown>>, all = counts('all'), byPerson = [counts('Ana')]): Reply =>
  review.draw(
    {
      days: 7,
      rules: [],
      replay,
      answers: { all, became: { ...noCards(), approved: 1, rejected: 1 }, byPerson, byReason: [], byHour: [], byFlag: [] },
      drills: NO_DRILLS,
    },
    notation,
  );

describe('/review', () => {
  test('only looks, so that it holds nobody’s turn: /panic goes on beside it', () => {
    const viewer = { id: 'p1', name: 'Ana', role: 'viewer' } as const;
    const router = createRouter({ commands: [review], desk: chatDesk(), logger: () => undefined, mask: (line) => line });
    expect(router.isView('/review 7', viewer)).toBe(true);
  });

  test('holds what was answered against every answer a yes', () => {
    const replay = { kind: 'replayed', from: FROM, to: FROM + 7 * DAY, asked: 9, entered: 8, closed: 7, won: 3 };
    const { title, lines } = drawn({ ...replay, was: '-5.1', yes: '-17.5' });
    expect(title).toBe('Your answers in 7 d: +12.40 USDT');
    expect(lines).toContain('It came to −5.10; with every answer a yes to −17.50');
    expect(lines).toContain('Then 9 asked, 8 opened, 7 closed, 3 won');
  });

  test('says how far it is while it plays, and offers to look again', () => {
    const { title, buttons } = drawn({ kind: 'replaying', from: FROM, to: FROM + 7 * DAY, done: 0.42 });
    expect(title).toBe('Playing 7 d again: 42 % done');
    expect(buttons).toContainEqual({ label: 'Look again', line: '/review 7' });
  });

  test('tells of the answers where the days cannot be played again', () => {
    const { title, lines } = drawn({ kind: 'none', why: 'no candles' });
    expect(title).toBe('Answers of the last 7 days');
    expect(lines[0]).toBe('Not played again: no candles');
    expect(lines[1]).toBe('2 cards: 1 approved, 1 rejected');
  });

  test('tells how fast answers come of enough of them, and of fewer that they are too few to tell', () => {
    const none = { kind: 'none', why: '' };
    const few = drawn(none);
    expect(few.lines).toContain('2 answers: too few to tell how they are given, it takes 30');
    expect(few.table?.columns.map(({ name }) => name)).toEqual(['', 'cards', 'yes', 'half', 'no', 'expired']);
    const many = counts('all', { answers: 40, median: 41_000, fast: 0.1 });
    const { lines, table } = drawn(none, many, [{ ...many, name: 'Ana' }, counts('Bob')]);
    expect(lines).toContain('40 answers: half of them within 41 s, 10 % in under 3 s');
    expect(table?.rows.map((row) => row.at(-2))).toEqual([
      { kind: 'text', text: '41 s' },
      { kind: 'text', text: 'too few to tell' },
    ]);
  });
});
