import { expect, test } from 'vitest';
import { uploadable } from '../../src/bots/uploads.ts';

test('files that no platform would take stay away, and the words say where they can be had', () => {
  const small = { title: '1 trade', lines: ['Amounts exact'], files: [{ name: 'a.csv', text: 'x' }] };
  expect(uploadable(small)).toBe(small);
  const large = { ...small, files: [{ name: 'a.csv', text: 'x'.repeat(9 * 2 ** 20) }] };
  expect(uploadable(large)).toMatchObject({
    files: [],
    lines: ['Amounts exact', 'Too large for a chat:', 'ask for one year or at the terminal'],
  });
});
