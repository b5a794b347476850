import type { Difference } from '../../core/facts/settingLeaves.ts';

/** `risk.perTrade 0.02 → 0.01`, a line for each leaf that differs. */
export const differenceLines = (leaves: readonly Difference[]): readonly string[] =>
  leaves.map(({ path, before, after }) => `${path} ${before} → ${after}`);
