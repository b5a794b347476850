import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../../src/tools/study/catalogue.ts';
import { PAGES, plugPage } from '../../../src/tools/study/pages.ts';

test.each(PAGES)('docs/$file is up to date (npm run docs writes it), with a picture of each', (page) => {
  const text = plugPage(page, catalogue());
  expect(readFileSync(`docs/${page.file}`, 'utf8')).toBe(text);
  for (const [, path = ''] of text.matchAll(/\]\((pictures\/[^)]+)\)/g))
    expect(readFileSync(`docs/${path}`, 'utf8')).toContain('<svg');
});
