import { describe, expect, test } from 'vitest';
import {
  earningFigures,
  figuresOf,
  figureTable,
  isNight,
  readingOf,
  repeatsOf,
  soundsOf,
  yesesOf,
} from '../../scripts/asks/figures.ts';
import { soundsForAway } from '../../scripts/asks/night.ts';
import type { DeskEvent, EventOf } from '../../src/core/facts/events.ts';
import { HOUR, type Ms } from '../../src/core/time.ts';
import { longOf } from '../support/approvalDesk.ts';

const NOON: Ms = Date.UTC(2024, 0, 2, 12);

type Card = Partial<Pick<EventOf<'proposed'>, 'by' | 'again' | 'original' | 'conflicts'>> & {
  readonly hours?: number;
  readonly symbol?: string;
};
const card = ({ hours = 0, symbol = 'AAA/USDT', ...given }: Card): EventOf<'proposed'> => ({
  type: 'proposed',
  at: NOON + hours * HOUR,
  proposal: `A${hours}`,
  plan: longOf(symbol, '1', 100, `d${hours}`),
  by: 'desk',
  answerBy: NOON + (hours + 1) * HOUR,
  settings: 1,
  ...given,
});

const alert = (given: Partial<EventOf<'alert'>>): EventOf<'alert'> => ({
  type: 'alert',
  at: NOON,
  id: '1',
  alert: 'proposed',
  severity: 'warning',
  topic: 'proposal A1',
  reply: { title: 'A1 · LONG AAA', lines: ['Entry ≤ 101.00', 'Loss at stop −2.00 (−0.1 %)'] },
  ...given,
});

const vote = (proposal: string, answer: EventOf<'vote'>['answer']): EventOf<'vote'> => ({
  type: 'vote',
  at: NOON,
  proposal,
  who: 'p1',
  name: 'Ana',
  answer,
  why: '',
});
const end = (proposal: string, to: EventOf<'proposal'>['to']): EventOf<'proposal'> => ({
  type: 'proposal',
  at: NOON,
  proposal,
  to,
  who: 'Ana',
  why: '',
});

describe('what is asked again', () => {
  test.each<[string, readonly Card[], number]>([
    ['the same legs within 4 h', [{}, { hours: 3.9 }], 1],
    ['each of several', [{}, { hours: 1 }, { hours: 2 }], 2],
    ['not after 4 h', [{}, { hours: 4 }], 0],
    ['not where it names its change', [{}, { hours: 1, again: 'score +0.31 → +0.55' }], 0],
    ['not what comes out of an answer', [{}, { hours: 1, original: '100' }], 0],
    ['not what a person asks for', [{}, { hours: 1, by: 'p1' }], 0],
    ['not other legs', [{}, { hours: 1, symbol: 'BBB/USDT' }], 0],
  ])('%s', (_, cards, repeats) => {
    expect(repeatsOf(cards.map(card))).toBe(repeats);
  });
});

test('a chat in the normal preset hears what is a warning or worse, and no card that only tells more', () => {
  const alerts = [
    alert({ id: 'card' }),
    alert({ id: 'critical', severity: 'critical' }),
    alert({ id: 'info', severity: 'info' }),
    alert({ id: 'told on its card', edits: true }),
  ];
  expect(soundsOf(alerts).map(({ id }) => id)).toEqual(['card', 'critical']);
});

test('the night is from 22 to 06 UTC', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  expect(hours.filter((hour) => isNight(NOON + (hour - 12) * HOUR))).toEqual([0, 1, 2, 3, 4, 5, 22, 23]);
});

test('a card is read up to its loss, words and numbers over all of it', () => {
  const { reply } = alert({});
  expect(readingOf({ reply })).toEqual({ words: 13, numbers: 3, before: 'A1 · LONG AAA\nEntry ≤ 101.00\n'.length });
  expect(readingOf({ reply: { title: 'A1', lines: ['nothing said of it'] } }).before).toBe(21);
});

test('a yes counts once a card, and what it led to with it', () => {
  const events: readonly DeskEvent[] = [
    vote('A1', 'approve'),
    vote('A1', 'approve'),
    end('A1', 'refused'),
    vote('A2', 'approve'),
    end('A2', 'replaced'),
    vote('A3', 'approve'),
    end('A3', 'done'),
    // Neither a no nor silence is a yes that was refused.
    vote('A4', 'reject'),
    end('A4', 'rejected'),
    end('A5', 'refused'),
  ];
  expect(yesesOf(events)).toEqual({ given: 3, refused: 1, anew: 1 });
});

test('the table says of each goal whether it is reached', () => {
  const unanswered = [card({}), card({ hours: 1, conflicts: ['A0'] }), alert({}), alert({ at: NOON + 11 * HOUR })];
  const approved = [vote('A1', 'approve'), end('A1', 'done'), end('A2', 'displaced')];
  expect(figureTable(figuresOf(unanswered, approved, 0.1)).split('\n')).toEqual([
    '                                             figure  goal',
    'proposals a day                                20.0    12  not reached',
    'asked again within 4 h, no change named           1     0  not reached',
    'sounds a day in a chat of the normal preset    20.0    15  not reached',
    'of these between 22 and 06 UTC, a night        10.0',
    'cards that name a conflict                        1',
    'opportunities withheld                            0',
    'words on the longest card                        13    45  reached',
    'numbers on the fullest card                       3    14  reached',
    'characters before the loss, at most              29    60  reached',
    'all approved at once: cards with a yes            1',
    'all approved at once: displaced                   1',
    'all approved at once: yes, then asked anew    0.0 %',
    'all approved at once: yes, then refused       0.0 %   2 %  reached',
  ]);
});

test('what was asked is below auto only by more than chance explains', () => {
  const verdict = (asked: readonly number[], auto: readonly number[]): string =>
    figureTable(earningFigures(asked, auto)).split('\n').at(-1) ?? '';
  expect(verdict([1, -1, 1, -1], [1.1, -0.9, 1.1, -0.9])).toMatch(/± 1\.63\) +-0\.10 +-1\.63 {2}reached$/);
  expect(verdict([-1, -1.1, -1, -1.1], [1, 1.1, 1, 1.1])).toMatch(/-2\.10 +-0\.08 {2}not reached$/);
});

test('whoever is away at night hears then what is critical alone', () => {
  const at = (hours: number) => NOON - 12 * HOUR + hours * HOUR;
  const events = [alert({ at: at(23) }), alert({ at: at(23), severity: 'critical' }), alert({ at: at(12) })];
  expect(soundsForAway(events, isNight)).toBe(0);
  // By day they hear it: the count is not blind.
  expect(soundsForAway(events, () => true)).toBe(1);
});
