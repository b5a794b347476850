import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tuningPage } from '../../scripts/tuningPage.ts';

it('the page of tuning says what the settings say: npm run docs writes it anew', () => {
  expect(readFileSync('docs/tuning.md', 'utf8')).toBe(tuningPage());
});
