import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../scripts/troubles/list.ts';
import { troubleshootingPage } from '../../scripts/troubleshootingPage.ts';

/** A file's words as its reader sees them: quotes bare, and texts that are put together in one piece. */
const wordsOf = (file: string): string =>
  readFileSync(file, 'utf8')
    .replaceAll(/['`"] \+\s+['`"]/g, '')
    .replaceAll(/\\(['`"])/g, '$1');

const all = GROUPS.flatMap(({ troubles }) => troubles);
const copied = all.flatMap(({ from, says }) => (from === undefined ? [] : [{ from, says }]));

describe('the page of troubles', () => {
  it('says what the code says: npm run docs writes it anew', () => {
    expect(readFileSync('docs/troubleshooting.md', 'utf8')).toBe(troubleshootingPage());
  });

  it.each(copied)('quotes $from: $says', ({ from, says }) => {
    const pieces = says.split('…').map((piece) => piece.trim());
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeGreaterThan(3);
    const words = wordsOf(from);
    expect(pieces.filter((piece) => !words.includes(piece))).toEqual([]);
  });

  it('says every message once, and makes those that it can', () => {
    const told = all.map(({ says }) => says);
    expect(told.filter((says, i) => told.indexOf(says) !== i)).toEqual([]);
    expect(all.length - copied.length).toBeGreaterThan(40);
  });
});
