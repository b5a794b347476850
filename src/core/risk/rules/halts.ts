import type { RiskRule } from '../rule.ts';

export const halts = {
  name: 'halts',
  about: 'No entry while trading is paused or a halt stands.',
  check(_plan, view) {
    if (view.blocks.length === 0) return { kind: 'pass', why: () => 'no pause, no halt' };
    return { kind: 'refuse', why: () => `entries are off: ${view.blocks.join('; ')}` };
  },
} satisfies RiskRule;
