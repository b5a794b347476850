import { numberText, shortName } from '../reply/format.ts';
import type { FailedSeries } from '../state/state.ts';

/** A strategy or detector that gives no votes on a series, and why. */
export type StudyFailure = FailedSeries & { readonly says: string; readonly stopped?: true };

/** What failed, in the words of the first series that it failed on; undefined where nothing did. */
export function failureText(failures: readonly Omit<StudyFailure, 'strategy'>[]): string | undefined {
  const [first] = failures;
  if (first === undefined) return undefined;
  const others = failures.length - 1;
  const also = others === 0 ? '' : ` and ${numberText(others, 0)} more series`;
  return `left out of ${shortName(first.symbol)} ${first.timeframe}${also}: ${first.says}`;
}
