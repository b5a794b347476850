import { expect, it } from 'vitest';
import { GROUPS, ruleLines, type ShownRule } from '../../../src/commands/cards/receipt.ts';
import { STRATEGY_NAMES } from '../../../src/core/strategies/list.ts';

const RULES: readonly ShownRule[] = [
  { rule: 'drawdown', verdict: 'pass', why: 'none' },
  { rule: 'size', verdict: 'shrink', why: 'the cap' },
  { rule: 'daily loss', verdict: 'pass', why: 'none' },
  { rule: 'halts', verdict: 'refuse', why: 'one stands' },
];

it('the rules that pass are counted, the others named; in full all are named', () => {
  expect(ruleLines(RULES, false)).toEqual(['Risk: 2 pass', '½ size: the cap', '✗ halts: one stands']);
  expect(ruleLines(RULES, true)).toEqual([
    'Risk: 2 pass',
    '✓ drawdown: none',
    '½ size: the cap',
    '✓ daily loss: none',
    '✗ halts: one stands',
  ]);
  expect(ruleLines(RULES.slice(3), false)).toEqual(['✗ halts: one stands']);
});

it('no group is shown by the name of a strategy', () => {
  const strategies = new Set([...STRATEGY_NAMES, 'learned']);
  for (const title of Object.values(GROUPS)) expect(strategies).not.toContain(title);
});
