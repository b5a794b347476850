import { expect, test } from 'vitest';
import { createChanges } from '../../scripts/chats/changes.ts';
import type { PageMessage, PageRoom } from '../../scripts/chats/rooms.ts';

const message = (id: string, text = id): PageMessage => ({
  id,
  from: 'Desk',
  bot: true,
  runs: [{ text, style: 'plain' }],
  buttons: [],
  pictures: [],
  files: [],
  asks: false,
  notes: [],
});
const room = (id: string, ...messages: readonly PageMessage[]): PageRoom => ({ platform: 'telegram', id, title: id, messages });
const ids = (changes: ReturnType<ReturnType<typeof createChanges>['next']>) =>
  changes.map(({ id, order, messages }) => [id, order, messages.map((one) => one.id)]);

test('a page is told only what has changed: what is new, drawn otherwise or gone', () => {
  const changes = createChanges();
  const quiet = room('quiet', message('1'));
  expect(ids(changes.next([quiet, room('busy', message('1'), message('2'))]))).toEqual([
    ['quiet', ['1'], ['1']],
    ['busy', ['1', '2'], ['1', '2']],
  ]);
  expect(changes.next([quiet, room('busy', message('1'), message('2'))])).toEqual([]);
  expect(ids(changes.next([quiet, room('busy', message('1'), message('2', 'edited'), message('3'))]))).toEqual([
    ['busy', ['1', '2', '3'], ['2', '3']],
  ]);
  expect(ids(changes.next([quiet, room('busy', message('2', 'edited'), message('3'))]))).toEqual([['busy', ['2', '3'], []]]);
  expect(ids(changes.all([quiet]))).toEqual([['quiet', ['1'], ['1']]]);
});
