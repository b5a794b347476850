import { expect, test } from 'vitest';
import { chatErrorOf } from '../../../src/bots/discord/refusals.ts';

const lost = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:443'), { code: 'ECONNREFUSED' });

test.each([
  ['a connection that fails', lost],
  ['a fetch that fails', new TypeError('fetch failed', { cause: lost })],
  ['a time-out', new DOMException('This operation was aborted', 'AbortError')],
  ['an answer that is no JSON', new SyntaxError('Unexpected token < in JSON')],
])('%s is a matter of trying again', (_name, error) => {
  expect(chatErrorOf(error)).toMatchObject({ kind: 'retry', cause: error });
});

test.each([
  ['a defect', new TypeError("Cannot read properties of undefined (reading 'title')")],
  ['a defect that Node names', Object.assign(new TypeError('The "id" argument is wrong'), { code: 'ERR_INVALID_ARG_TYPE' })],
  ['what is no error', 'nonsense'],
])('%s is refused: trying again would block what waits behind it', (_name, error) => {
  expect(chatErrorOf(error)).toMatchObject({ kind: 'refused', cause: error });
});
