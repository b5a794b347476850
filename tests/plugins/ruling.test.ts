import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { fixed } from '../../src/core/money.ts';
import { clear } from '../../src/core/risk/clear.ts';
import type { RiskRule } from '../../src/core/risk/rule.ts';
import { RULES } from '../../src/core/risk/rules/list.ts';
import { deadline } from '../../src/plugins/bounded.ts';
import { ownPlugins } from '../../src/plugins/deskPlugins.ts';
import { loadUntried } from '../../src/plugins/own.ts';
import { type OwnRule, rulingOf } from '../../src/plugins/ruling.ts';
import { tryFile } from '../../src/plugins/trial.ts';
import { studyTool } from '../../src/tools/study/tool.ts';
import { leg, planOf, viewOf } from '../core/risk/fixtures.ts';
import { exampleIn } from '../support/exampleIn.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { voting } from '../support/voting.ts';

const rule = (check: OwnRule['check']): RiskRule => rulingOf({ name: 'night', about: 'Of a test', check }, 'night.ts');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-'));
});
afterEach(() => rm(folder, { recursive: true }));

const text = (check: string): string => `export default () => ({
  kind: 'rule', name: 'night', version: 1, about: 'Of a test',
  check: (plan, account) => { ${check} },
});`;

async function file(check: string): Promise<string> {
  const path = join(folder, 'night.ts');
  await writeFile(path, text(check));
  return path;
}

/** Votes for every symbol, so that the desk has a plan to ask about. */
const bull = voting('bull', () => 1);

const openWith = (rules: readonly RiskRule[]) =>
  openDesk({
    source: written({ 'AAA/USDT': flat(12), 'BBB/USDT': flat(12) }),
    from: START,
    to: hour(12),
    settings: stillSettings(),
    own: [bull],
    rules,
  });

describe("a risk rule of a user's own", () => {
  it('shrinks and refuses beside those of the desk, in /buy, /whynot and /risk', async () => {
    const desk = await openWith([
      rule((plan) => {
        const [first] = plan.legs;
        if (first === undefined || first.symbol === 'BBB/USDT') return { kind: 'refuse', why: 'BBB is not traded at night' };
        return first.notional > 1000.5
          ? { kind: 'shrink', share: 1000 / first.notional, why: '1,000 is enough at night' }
          : { kind: 'pass', why: 'small enough for the night' };
      }),
    ]);
    await desk.play(hour(2));
    const large = await desk.type('/buy AAA/USDT 5000');
    expect(large.outcome).toBe('refused');
    expect(large.reply.lines.join(' ')).toContain('1,000 is enough at night');
    expect((await desk.type(exampleIn(large.reply.lines))).outcome).toBe('ok');
    const [cleared] = eventsOf(desk.rows(), 'cleared');
    expect(Number(cleared?.plan.legs[0]?.quantity) * 100).toBeCloseTo(1000, -1);
    const refused = await desk.type('/buy BBB/USDT 500');
    expect(refused.outcome).toBe('refused');
    expect(JSON.stringify(refused.reply)).toContain('BBB is not traded at night');
    expect(JSON.stringify((await desk.type('/whynot BBB')).reply)).toContain('night');
    expect(JSON.stringify((await desk.type('/risk')).reply)).toContain('night');
    expect(eventsOf(desk.rows(), 'ruleFailed')).toEqual([]);
    await desk.stop();
  });

  it.each<[string, OwnRule['check'], string]>([
    [
      'throws',
      () => {
        throw new Error('boom');
      },
      'night.ts: boom',
    ],
    ['gives nothing', () => undefined, 'night.ts: it gave undefined; expected { kind:'],
    ['gives true', () => true, 'night.ts: it gave true; expected { kind:'],
    ['gives no reason', () => ({ kind: 'pass' }), 'night.ts: it gave {"kind":"pass"}; expected why'],
    ['makes it larger', () => ({ kind: 'shrink', share: 1.5, why: 'more' }), 'a rule may make a plan smaller and never larger'],
    ['leaves nothing', () => ({ kind: 'shrink', share: 0, why: 'none' }), 'expected share, above 0'],
    ['leaves no number', () => ({ kind: 'shrink', share: Number.NaN, why: 'none' }), 'expected share, above 0'],
    ['puts its answer off', () => Promise.reject(new Error('late')), 'night.ts: check gave a promise; expected it to be done'],
    [
      'throws a book',
      () => {
        throw new Error('x'.repeat(1000));
      },
      `night.ts: ${'x'.repeat(299)}…`,
    ],
    [
      'writes to the plan',
      (plan) => {
        for (const one of plan.legs) Object.assign(one, { quantity: 1000 });
        return { kind: 'pass', why: 'mine' };
      },
      'night.ts: Cannot assign to read only property',
    ],
    [
      'writes to the account',
      (_, account) => {
        Object.assign(account.limits, { maxPosition: 1 });
        return { kind: 'pass', why: 'mine' };
      },
      'night.ts: Cannot assign to read only property',
    ],
  ])('that %s refuses the entry, is told once and shown in /health', async (_, check, says) => {
    const desk = await openWith([rule(check)]);
    await desk.play(hour(2));
    expect((await desk.type('/health')).reply.title).toBe('All well');
    for (const symbol of ['AAA/USDT', 'BBB/USDT']) {
      const answer = await desk.type(`/buy ${symbol} 500`);
      expect(answer.outcome).toBe('refused');
      expect(JSON.stringify(answer.reply.lines.join(' '))).toContain('night could not be checked: night.ts: ');
    }
    expect(eventsOf(desk.rows(), 'cleared')).toEqual([]);
    expect(eventsOf(desk.rows(), 'ruleFailed')).toMatchObject([
      { rule: 'night', symbol: 'AAA/USDT', says: expect.stringContaining(says) },
    ]);
    expect(eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'rule failed')).toHaveLength(1);
    expect((await desk.type('/health')).reply.lines.join('\n')).toContain('rule night: refuses what it is asked: night.ts: ');
    await desk.stop();
  });

  it.each<[string, unknown, 'ok' | 'refused']>([
    ['passes', { kind: 'pass', why: 'fine' }, 'ok'],
    ['refuses', { kind: 'refuse', why: 'not now' }, 'refused'],
  ])('that failed and %s again is well again, and told anew when it fails', async (_, answer, outcome) => {
    let isBroken = true;
    const desk = await openWith([rule(() => (isBroken ? undefined : answer))]);
    await desk.play(hour(2));
    await desk.type('/buy AAA/USDT 500');
    isBroken = false;
    expect((await desk.type('/buy AAA/USDT 500')).outcome).toBe(outcome);
    expect(eventsOf(desk.rows(), 'ruleRecovered')).toMatchObject([{ rule: 'night' }]);
    expect((await desk.type('/health')).reply.title).toBe('All well');
    isBroken = true;
    await desk.type('/buy BBB/USDT 500');
    expect(eventsOf(desk.rows(), 'ruleFailed')).toMatchObject([{ symbol: 'AAA/USDT' }, { symbol: 'BBB/USDT' }]);
    await desk.stop();
  });

  it('that never ends is stopped at its deadline and refuses from then on', async () => {
    const loaded = await loadUntried(
      await file("if (plan.legs[0].symbol === 'LINK/USDT') for (;;) {} return { kind: 'pass', why: 'fine' };"),
    );
    if (!('rule' in loaded)) throw new TypeError('no rule');
    const own = [rulingOf(loaded.rule, 'night.ts', deadline(1_000).call)];
    const first = clear(planOf([leg()]), viewOf({ own }));
    expect(first).toMatchObject({ refused: expect.stringContaining('night.ts: it did not come to an end in time') });
    expect(clear(planOf([leg({ symbol: 'SOL/USDT' })]), viewOf({ own }))).toMatchObject({
      fault: { rule: 'night', says: 'night.ts: it did not come to an end in time, and is stopped', stopped: true },
    });
  });

  it('whose answer never ends being read is stopped too, and of many words a few are kept', async () => {
    const given = {
      get kind() {
        for (;;) void 0;
      },
    };
    const own = [rulingOf({ name: 'night', about: '', check: () => given }, 'night.ts', deadline(300).call)];
    expect(clear(planOf([leg()]), viewOf({ own }))).toMatchObject({ fault: { rule: 'night', stopped: true } });
    const wordy = [rule(() => ({ kind: 'refuse', why: 'x'.repeat(2_000_000) }))];
    expect(clear(planOf([leg()]), viewOf({ own: wordy }))).toMatchObject({ refused: `${'x'.repeat(299)}…` });
  });

  it('finds the rules of the desk where nobody can take one out or change it', () => {
    expect(Object.isFrozen(RULES)).toBe(true);
    expect(RULES.filter((one) => !Object.isFrozen(one))).toEqual([]);
  });

  it.each([
    ["return { kind: 'shrink', share: 2, why: 'more' };", 'rule night is refused, tried on sample plans: it gave'],
    ["return 'no';", 'rule night is refused, tried on sample plans: it gave "no"; expected { kind:'],
  ])('%s is refused as it is loaded', async (check, says) => {
    const path = await file(check);
    await expect(tryFile(path)).rejects.toThrow(`${path}: ${says}`);
  });

  it('with a name that a rule of the desk has is refused, and so is one without a check', async () => {
    await writeFile(join(folder, 'other.ts'), "export default () => ({ kind: 'rule', name: 'x', version: 1, about: 'none' });");
    await expect(loadUntried(join(folder, 'other.ts'))).rejects.toThrow('other.ts: check: expected a function');
    await rm(join(folder, 'other.ts'));
    await writeFile(join(folder, 'night.ts'), text("return { kind: 'pass', why: 'fine' };").replace("'night'", "'stop'"));
    await expect(ownPlugins(folder, {})).rejects.toThrow('night.ts: name: the desk has a risk rule stop already');
  });
});

test("whatever a user's own rules say, what is cleared is never more than without them", () => {
  const why = fc.constant('some');
  const answer = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass'), why }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('shrink'),
        share: fc.integer({ min: -20, max: 200 }).map((share) => share / 100),
        why,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('refuse'), why }) },
    { weight: 1, arbitrary: fc.anything() },
  );
  const seen = { cleared: 0, less: 0 };
  fc.assert(
    fc.property(
      fc.array(fc.array(answer, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 }),
      fc.integer({ min: 1, max: 20 }),
      fc.record({
        maxPosition: fc.integer({ min: 1, max: 30 }).map((share) => share / 100),
        perTrade: fc.integer({ min: 1, max: 50 }).map((share) => share / 1000),
      }),
      (rules, quantity, risk) => {
        const view = viewOf({ risk });
        const plan = planOf([leg({ quantity: String(quantity) })]);
        const own = rules.map((answers, r): RiskRule => {
          let n = 0;
          return { ...rule(() => answers[n++ % answers.length]), name: `own ${r}` };
        });
        const without = clear(plan, view);
        const withThem = clear(plan, { ...view, own });
        if ('refused' in withThem) return;
        if ('refused' in without) throw new Error(`cleared with rules of one's own alone: ${without.refused}`);
        const [mine, theirs] = [withThem, without].map(({ cleared }) => fixed(cleared.plan.legs[0]?.quantity ?? '0'));
        expect(mine).toBeLessThanOrEqual(theirs ?? 0n);
        seen.cleared += 1;
        if (mine !== theirs) seen.less += 1;
      },
    ),
    { numRuns: 500 },
  );
  expect(seen.cleared).toBeGreaterThan(50);
  expect(seen.less).toBeGreaterThan(10);
});

test("the page's own rule is loaded, keeps its promises and does what it says", async () => {
  const [, code = ''] =
    /```ts\n(export default [\s\S]+?kind: 'rule'[\s\S]+?)```/.exec(await readFile('docs/plugins.md', 'utf8')) ?? [];
  const path = join(folder, 'calmNights.ts');
  await writeFile(path, code);
  const printed: string[] = [];
  expect(await studyTool(undefined, { verify: path }, undefined, (line) => printed.push(line))).toBe(0);
  expect(printed.join('\n')).toContain('✓ answers the same');
  const { rules } = await ownPlugins(folder, {});
  const at = (iso: string) => ({ ...viewOf({ own: rules }), at: Date.parse(iso) });
  const plan = planOf([leg({ quantity: '8' })]);
  expect(clear(plan, at('2024-01-01T23:00Z'))).toMatchObject({ refused: expect.stringContaining('nothing is opened') });
  expect(clear(plan, at('2024-01-06T12:00Z'))).toMatchObject({ cleared: { plan: { legs: [{ quantity: '5' }] } } });
  expect(clear(plan, at('2024-01-03T12:00Z'))).toMatchObject({ cleared: { plan } });
});

test('what is loaded from a folder is stopped at its deadline, rules and strategies alike', async () => {
  // Without a deadline it would end late, and the test fail instead of hanging.
  const long = 'if (isLink) for (const end = Date.now() + 8_000; Date.now() < end; );';
  await file(`const isLink = plan.legs[0].symbol === 'LINK/USDT'; ${long} return { kind: 'pass', why: 'fine' };`);
  await writeFile(
    join(folder, 'trend.ts'),
    `export default ({ z }) => ({
      kind: 'strategy', name: 'trend', version: 1, about: 'Of a test', source: 'This test',
      params: z.object({}), fields: ['score', 'confidence'], warmup: () => 0, memory: () => 1,
      start: (p, use, bars, out) => ({
        advance(from, to) {
          const isLink = bars.symbol === 'LINK/USDT';
          for (let i = from; i < to; i++) { out.score.set(i, 0); out.confidence.set(i, 1); ${long} }
        },
        explain: () => [],
      }),
    });`,
  );
  const { rules, strategies } = await ownPlugins(folder, {}, 1_000);
  expect(clear(planOf([leg({ symbol: 'LINK/USDT' })]), viewOf({ own: rules }))).toMatchObject({
    refused: expect.stringContaining('night.ts: it did not come to an end in time'),
  });
  const source = written({ 'LINK/USDT': flat(3) });
  const desk = await openDesk({ source, from: START, to: hour(3), settings: stillSettings(), own: strategies });
  await desk.play();
  expect(eventsOf(desk.rows(), 'strategyFailed')).toMatchObject([
    { says: expect.stringContaining('did not come to an end in time') },
  ]);
  await desk.stop();
});
