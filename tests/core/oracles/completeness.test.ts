import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CASES } from './cases/list.ts';
import { REFUSED } from './refused.ts';
import { begins, REGTEST, rowsOf } from './regtest.ts';
import { STOCK_INDICATORS } from './stockIndicators.ts';
import { TALIB } from './talib.ts';
import { TULIP } from './tulip.ts';
import { ELSEWHERE, UNUSED } from './unused.ts';

const sources = [TALIB, STOCK_INDICATORS, TULIP, REGTEST].filter(({ names }) => names.length > 0);

describe.each(sources)('$name', (source) => {
  const used = new Set([
    ...CASES.filter((one) => one.source === source).map(({ name }) => name),
    ...ELSEWHERE.filter((one) => one.source === source).map(({ name }) => name),
    ...(source === REGTEST ? REFUSED.map(({ name }) => name) : []),
  ]);
  const unused = UNUSED.filter((one) => one.source === source).flatMap(({ names }) => names);

  it('is used, or it is said why not, in all its parts', () => {
    expect(source.names.filter((name) => !used.has(name) && !unused.includes(name))).toEqual([]);
  });
  it('nothing that is used is called unused, and nothing twice', () => {
    expect(unused.filter((name, i) => used.has(name) || unused.indexOf(name) !== i)).toEqual([]);
  });
  it('all that is named is there', () => {
    expect([...used, ...unused].filter((name) => !source.names.includes(name))).toEqual([]);
  });
});

it('every reason is one line, and a loosened comparison has one', () => {
  for (const { why, names } of UNUSED) {
    expect(why).toMatch(/^[^\n]{10,140}$/);
    expect(names.length).toBeGreaterThan(0);
  }
  const loosened = CASES.filter((one) => one.from !== undefined || one.except !== undefined || one.tolerance !== undefined);
  expect(loosened.filter(({ why }) => why === undefined).map(({ title }) => title)).toEqual([]);
});

it.each(ELSEWHERE)('$name is compared in $test', ({ name, test }) => {
  expect(readFileSync(test, 'utf8')).toContain(`results('${name}')`);
});

describe.runIf(REGTEST.names.length > 0)('TA-Lib’s own tests', () => {
  it('are 622 rows', () => expect(REGTEST.names.reduce((sum, name) => sum + rowsOf(name), 0)).toBe(622));

  const begun = CASES.filter(({ source, name, from }) => source === REGTEST && from === undefined && begins(name) !== undefined);
  it.each(begun)('$title begins where TA-Lib does', ({ name, plug, params, partner }) => {
    // A return needs the price before it.
    expect(plug.warmup(plug.params.parse(params)) - (partner === undefined ? 0 : 1)).toBe(begins(name));
  });
  it.each(REFUSED)('$name is refused', ({ plug, params }) => expect(plug.params.safeParse(params).success).toBe(false));
});
