import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exportPage } from '../../scripts/exportPage.ts';

test('the page of files says what the code writes: npm run docs writes it anew', () => {
  expect(readFileSync('docs/export.md', 'utf8')).toBe(exportPage());
});
