import type { RuleChange } from '../../core/facts/ruleChange.ts';
import { settingText } from '../../core/facts/settingUnits.ts';
import { shortName } from '../../core/reply/format.ts';
import type { Button } from '../../core/reply/reply.ts';
import { REASONS_COUNT } from '../../core/state/reasons.ts';
import { DAY } from '../../core/time.ts';

/** What a rule changes: `risk.maxPosition 10 % → 7 %`. */
export function ruleText(change: RuleChange): string {
  if (change.kind === 'deny') return `no entries on ${shortName(change.symbol)}`;
  const { path, from, to } = change;
  return `${path} ${settingText(path, String(from), undefined)} → ${settingText(path, String(to), undefined)}`;
}

/** Looks at what a rule would have done, and answers it. */
export const ruleButtons = (rule: string): readonly Button[] => [
  { label: 'Its effect', line: `/review ${REASONS_COUNT / DAY} ${rule}` },
  { label: 'Set it', line: `/because ${rule} set` },
  { label: 'No', line: `/because ${rule} no` },
];
