import type { Difference } from '../../core/facts/settingLeaves.ts';
import { settingText } from '../../core/facts/settingUnits.ts';

/** `risk.perTrade 2 % → 1 %`, a line for each leaf that differs. */
export const differenceLines = (leaves: readonly Difference[], currency: string): readonly string[] =>
  leaves.map(
    ({ path, before, after }) => `${path} ${settingText(path, before, currency)} → ${settingText(path, after, currency)}`,
  );

/** What a change of the settings does, as a question about it says. */
export const LOOSER = 'Looser: it may add risk';
export const TIGHTER = 'Tighter: it takes risk away';
