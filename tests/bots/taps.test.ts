import { expect, test } from 'vitest';
import { plainMessage } from '../../src/bots/chat.ts';
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
