import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ruleOf } from '../../../src/core/approval/rules.ts';
import { settingsRisk } from '../../../src/core/approval/settingsRisk.ts';
import { REASONS, type ReasonName, reasonIn } from '../../../src/core/facts/reasons.ts';
import { under } from '../../../src/core/facts/ruleChange.ts';
import { type Settings, settingsSchema } from '../../../src/core/facts/settings.ts';
import { ENOUGH_REASONS } from '../../../src/core/state/reasons.ts';
import { DAY, MINUTE } from '../../../src/core/time.ts';
import { type ApprovalDesk, approvalDesk, longOf, TERMINAL } from '../../support/approvalDesk.ts';

const USUAL: Settings = settingsSchema.parse({});
const symbol = 'AAA/USDT';

test.each([
  ['too big for a Friday', 'too big'],
  [' Too Weak', 'too weak'],
  ['too bigger', undefined],
  ['not now', undefined],
] as const)('"%s" is the reason %s', (text, reason) => {
  expect(reasonIn(text)).toBe(reason);
});

describe('what a reason comes to', () => {
  test.each([
    ['too big', [0.1, 0.1, 0.08, 0.09, 0.1, 0.1], { path: 'risk.maxPosition', from: 0.1, to: 0.075 }],
    ['too weak', [0.31, 0.35, 0.4, 0.42, 0.5, 0.9], { path: 'signal.score', from: 0.3, to: 0.4 }],
    ['against the trend', [0, 0, 0.5, 0.5, 0.5, 1], { path: 'signal.alignment', from: 0, to: 0.55 }],
    ['enough open', [1, 2, 2, 2, 2, 3], { path: 'risk.maxOpenPositions', from: 3, to: 2 }],
  ] as const)('%s', (reason, figures, change) => {
    expect(ruleOf(reason, { symbol, figures }, USUAL)).toEqual({ kind: 'setting', ...change });
  });

  test('not this symbol', () => {
    expect(ruleOf('not this symbol', { symbol, figures: [] }, USUAL)).toEqual({ kind: 'deny', symbol });
  });

  test('is nothing where the settings are as tight, or no setting would have changed the cards', () => {
    expect(ruleOf('too big', { symbol, figures: [0.2] }, USUAL)).toBeUndefined();
    expect(ruleOf('against the trend', { symbol, figures: [1] }, USUAL)).toBeUndefined();
    expect(ruleOf('enough open', { symbol, figures: [0] }, USUAL)).toBeUndefined();
  });

  test('only ever takes risk away', () => {
    const figure = fc.double({ min: -1, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...REASONS), fc.array(figure, { minLength: 1, maxLength: 6 }), (reason, figures) => {
        const change = ruleOf(reason, { symbol, figures }, USUAL);
        if (change?.kind !== 'setting') return;
        expect(settingsRisk(USUAL, under(change, USUAL))).toBe('reduces');
        expect(settingsSchema.safeParse(under(change, USUAL)).success).toBe(true);
      }),
      { seed: 7 },
    );
  });
});

/** Somebody rejects a card of theirs or the desk's with a reason; the card's id. */
function rejected(desk: ApprovalDesk, why: ReasonName, who = TERMINAL, of = symbol): string {
  const submitted = desk.submit(longOf(of, '500', 100, `d${desk.events.length}`), { id: 'somebody', name: 'somebody' });
  if (submitted.kind !== 'asked') throw new Error(JSON.stringify(submitted));
  desk.answer(submitted.proposal, { answer: 'reject', who, why });
  return submitted.proposal;
}

describe('equal reasons of one person', () => {
  const rules = (desk: ApprovalDesk) => desk.of('ruleProposed').map(({ rule, name, reason }) => `${rule} ${name} ${reason}`);
  const several = (desk: ApprovalDesk, count: number, ...of: readonly [ReasonName, typeof TERMINAL?, string?]): void => {
    for (let i = 0; i < count; i++) rejected(desk, ...of);
  };

  it('propose one rule at the sixth, which changes nothing', () => {
    const desk = approvalDesk();
    const { version } = desk.state.settings;
    several(desk, ENOUGH_REASONS - 1, 'too big');
    expect(rules(desk)).toEqual([]);
    const last = rejected(desk, 'too big');
    expect(rules(desk)).toEqual(['B1 terminal too big']);
    expect(desk.of('ruleProposed')[0]?.proposals).toHaveLength(ENOUGH_REASONS);
    expect(desk.of('ruleProposed')[0]?.proposals.at(-1)).toBe(last);
    expect(desk.state.settings.version).toBe(version);
    // While it waits it is not proposed again; once answered it takes as many new ones.
    several(desk, ENOUGH_REASONS, 'too big');
    expect(rules(desk)).toHaveLength(1);
    desk.emit({ type: 'ruleAnswered', at: desk.now, rule: 'B1', to: 'declined', who: 'terminal' });
    several(desk, ENOUGH_REASONS - 1, 'too big');
    expect(rules(desk)).toHaveLength(1);
    rejected(desk, 'too big');
    expect(rules(desk)).toEqual(['B1 terminal too big', 'B2 terminal too big']);
  });

  it('are not those of another, of another symbol where they are about one, or of long ago', () => {
    const desk = approvalDesk();
    const bob = desk.list('p2', 'approver');
    several(desk, ENOUGH_REASONS - 1, 'not this symbol');
    rejected(desk, 'not this symbol', bob);
    rejected(desk, 'not this symbol', TERMINAL, 'BBB/USDT');
    several(desk, ENOUGH_REASONS - 1, 'too big');
    rejected(desk, 'too big', bob);
    desk.now += 91 * DAY;
    rejected(desk, 'not this symbol');
    expect(rules(desk)).toEqual([]);
    several(desk, ENOUGH_REASONS - 1, 'not this symbol');
    expect(rules(desk)).toEqual(['B1 terminal not this symbol']);
  });

  it('are kept as few as make a rule, through a restart, and are forgotten with their rules', () => {
    const desk = approvalDesk();
    several(desk, 20, 'too big');
    several(desk, 3, 'too weak');
    const kept = desk.state.reasons;
    expect([...kept.cases.values()].map(({ length }) => length)).toEqual([ENOUGH_REASONS, 3]);
    desk.restart();
    expect(desk.state.reasons).toEqual(kept);
    desk.now += 91 * DAY;
    desk.emit({ type: 'paused', at: desk.now, who: 'terminal', why: '' });
    expect([desk.state.reasons.cases.size, desk.state.reasons.rules.size]).toEqual([0, 0]);
  });
});

describe('a reason after the rejection', () => {
  it('is taken from whoever rejected, once, while they may answer', () => {
    const desk = approvalDesk();
    const [ana, bob] = [desk.list('p1', 'approver'), desk.list('p2', 'approver')];
    const { proposal } = { proposal: 'A1' };
    desk.submit(longOf(symbol, '1', 100, 'd'), TERMINAL);
    const because = (who: typeof ana) => desk.answer(proposal, { answer: 'reject', who, why: 'too weak' }).kind;
    expect(desk.answer(proposal, { answer: 'reject', who: ana }).kind).toBe('rejected');
    expect(because(bob)).toBe('refused');
    desk.list('p1', 'viewer');
    expect(because(ana)).toBe('refused');
    desk.list('p1', 'approver');
    desk.now += MINUTE;
    expect(because(ana)).toBe('explained');
    expect(because(ana)).toBe('refused');
    expect(desk.of('because')).toMatchObject([{ proposal, who: 'p1', reason: 'too weak', figure: 0.5 }]);
  });
});
