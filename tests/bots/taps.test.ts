import { expect, test } from 'vitest';
import { type Place, plainMessage } from '../../src/bots/chat.ts';
import { createTaps } from '../../src/bots/taps.ts';

test('a button of a question is tapped by nobody but whom it was asked', () => {
  const taps = createTaps({ token: () => 't', now: () => 0 });
  const { group } = taps.offer('telegram:-1', [{ label: 'Yes', line: '/yes' }], {
    command: 'close',
    asked: { person: 'p1', question: 1 },
  });
  taps.sent(group, 'm', plainMessage('', { title: 'Close 7?', lines: [] }));
  expect(taps.take('t', 'telegram:-1', 'p2', () => true)).toEqual({ kind: 'not theirs' });
  expect(taps.take('t', 'telegram:-1', 'p1', () => true)).toMatchObject({ kind: 'meant', button: { line: '/yes' } });
});

test('what acts on a card that has ended works no more; the other buttons of a list do, and all on another platform', () => {
  let drawn = 0;
  const taps = createTaps({ token: () => `t${(drawn += 1)}`, now: () => 0 });
  const lines = ['/approve A1', '/reject A1', '/reject A1 too big', '/approve A12', '/why BTC', '/close 7 now', '/position 7'];
  const buttons = lines.map((line) => ({ label: line, line }));
  const offer = (place: Place, of: Parameters<typeof taps.offer>[2] = { command: undefined, asked: undefined }) => {
    const { taps: offered, group } = taps.offer(place, of.asked === undefined ? buttons : [{ label: 'Yes', line: '/yes' }], of);
    taps.sent(group, place, { ...plainMessage('TEST', { title: '', lines: [] }), taps: offered });
    return group;
  };
  const [list, elsewhere] = [offer('telegram:1'), offer('discord:1')];
  const question = offer('telegram:2', { command: 'approve', asked: { person: 'p1', question: 1 }, line: '/approve A1' });
  const other = offer('telegram:2', { command: 'approve', asked: { person: 'p1', question: 2 }, line: '/approve A2' });
  const left = (topic: string) =>
    taps.close(topic, 'telegram', () => false).map(({ group, left: kept }) => [group.place, kept.map(({ label }) => label)]);
  expect(left('proposal A1')).toEqual([
    ['telegram:1', lines.slice(2)],
    ['telegram:2', []],
  ]);
  expect(left('position 7')).toEqual([['telegram:1', ['/reject A1 too big', '/approve A12', '/why BTC', '/position 7']]]);
  expect(left('proposal A1')).toEqual([]);
  expect([list, elsewhere, question, other].map(({ tokens }) => tokens.size)).toEqual([4, 7, 0, 1]);
});
