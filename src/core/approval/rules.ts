import type { ReasonName } from '../facts/reasons.ts';
import { type RuleChange, type Tightened, under, valueOf } from '../facts/ruleChange.ts';
import type { Settings } from '../facts/settings.ts';
import { settingsRisk } from './settingsRisk.ts';

/** What of the rejected cards a rule is made of. */
type Cases = {
  readonly symbol: string;
  /** What each was about. */
  readonly figures: readonly number[];
};

/** Share of what was too big that is not. */
const SMALLER = 0.75;

/** The one in the middle, of two the lower. */
const middleOf = (figures: readonly number[]): number | undefined =>
  figures.toSorted((a, b) => a - b)[Math.ceil(figures.length / 2) - 1];

/** A multiple of a step without the dust of binary fractions. */
const steps = (count: number, step: number): number => Number((count * step).toFixed(6));
const down = (value: number, step: number): number => steps(Math.floor(value / step + 1e-9), step);
const up = (value: number, step: number): number => steps(Math.ceil(value / step - 1e-9), step);

/** The setting under which at least every second of those cards would have been smaller or not asked; undefined where none does that. */
const TO: Readonly<Record<Exclude<ReasonName, 'not this symbol'>, readonly [Tightened, (middle: number) => number | undefined]>> =
  {
    'too big': ['risk.maxPosition', (share) => Math.max(0.005, down(share * SMALLER, 0.005))],
    'too weak': ['signal.score', (score) => Math.min(0.95, up(score, 0.01))],
    'against the trend': ['signal.alignment', (agreed) => (agreed < 1 ? Math.min(1, down(agreed, 0.05) + 0.05) : undefined)],
    'enough open': ['risk.maxOpenPositions', (open) => (open >= 1 ? open : undefined)],
  };

/** The one change that a reason comes to, as its cases have it; undefined where the settings are as tight already. */
export function ruleOf(reason: ReasonName, { symbol, figures }: Cases, values: Settings): RuleChange | undefined {
  if (reason === 'not this symbol') return { kind: 'deny', symbol };
  const middle = middleOf(figures);
  if (middle === undefined) return undefined;
  const [path, toward] = TO[reason];
  const to = toward(middle);
  if (to === undefined) return undefined;
  const change: RuleChange = { kind: 'setting', path, from: valueOf(path, values), to: Number(to.toFixed(6)) };
  return settingsRisk(values, under(change, values)) === 'reduces' ? change : undefined;
}
