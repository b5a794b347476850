import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULTS, differs, seedsPage } from '../../scripts/seedsPage.ts';

describe('the page of the source documents’ defaults', () => {
  it('says what the settings say: npm run docs writes it anew', () => {
    expect(readFileSync('docs/from-the-seeds.md', 'utf8')).toBe(seedsPage());
  });

  it('has a reason wherever ours is none of theirs', () => {
    const all = Object.values(DEFAULTS).flat();
    expect(all.filter((one) => differs(one) && one.why === '').map(({ what }) => what)).toEqual([]);
    expect(all.filter((one) => !differs(one)).length).toBeGreaterThan(30);
  });
});
