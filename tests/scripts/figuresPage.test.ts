import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figuresPage } from '../../scripts/figuresPage.ts';

test('the page of figures says what the code does: npm run docs writes it anew', () => {
  expect(readFileSync('docs/figures.md', 'utf8')).toBe(figuresPage());
});
