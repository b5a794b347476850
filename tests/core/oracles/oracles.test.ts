import { describe, expect, it } from 'vitest';
import { CASES } from './cases/list.ts';
import { compare } from './compare.ts';

const sources = [...new Set(CASES.map(({ source }) => source))];

describe.each(sources)('$name', (source) => {
  it.each(CASES.filter((one) => one.source === source))('$title', (one) => {
    const { values, largest, missing } = compare(one);
    expect(values).toBeGreaterThan(0);
    expect(missing, 'bars at which only one of the two has a value').toBe(0);
    expect(largest).toBeLessThanOrEqual(one.tolerance ?? source.tolerance);
  });
});

// Without the recorded data there is nothing to compare with, which data.ts has said by then.
it.runIf(sources.length === 0)('no outside figures here', () => expect(CASES).toEqual([]));
