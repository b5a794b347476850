import type { Mode } from '../facts/eventLog.ts';
import type { Plan } from '../facts/plan.ts';
import type { Settings } from '../facts/settings.ts';
import type { Instrument, Quote } from '../market/instrument.ts';
import type { Fixed } from '../money.ts';
import type { Ms, Timeframe } from '../time.ts';

/** What one position, one reserved order or one order of unknown outcome puts at risk. */
export type Exposure = {
  readonly symbol: string;
  readonly direction: 'long' | 'short';
  readonly kind: 'position' | 'reserved' | 'unknown';
  /** Quote currency at the last price. */
  readonly notional: Fixed;
  /** Equity lost from here if the stop fills, its slippage and what fees are still to come counted; quote currency. */
  readonly risk: Fixed;
  /** Position id; absent for what is only reserved. */
  readonly position?: number;
};

/** The account as the risk rules see it: everything held, reserved or unknown, and the market's own measures. */
export type RiskView = {
  readonly at: Ms;
  /** Whether its money is real. */
  readonly mode: Mode;
  /** What the account is counted in. */
  readonly currency: string;
  readonly equity: Fixed;
  /** What is not yet used by positions and reservations, quote currency. */
  readonly free: Fixed;
  readonly dayStart: Fixed;
  readonly peak: Fixed;
  readonly lossesInRow: number;
  readonly exposures: readonly Exposure[];
  readonly settings: Settings;
  /** Rules of the user's own, asked after the desk's: what they leave is never more than those do. */
  readonly own: readonly RiskRule[];
  /** Halts and pauses that stand now, in words; any of them refuses an entry. */
  readonly blocks: readonly string[];
  /** Who has denied entries on a symbol; undefined where nobody has. */
  denied(symbol: string): string | undefined;
  instrument(symbol: string): Instrument | undefined;
  /** Last price, undefined when the market has none. */
  price(symbol: string): number | undefined;
  /** The quote as a whole; bid and ask equal the last price in a market of bars. */
  quote(symbol: string): Quote | undefined;
  /** Age of the quote; 0 at an instant of a market of bars. */
  quoteAge(symbol: string): Ms | undefined;
  /** Correlation of hourly returns, undefined when there is too little history. */
  correlation(a: string, b: string): number | undefined;
  /** The candles that decide on a symbol; undefined where it is not studied. */
  decisionTimeframe(symbol: string): Timeframe | undefined;
  /** Annualised or per-bar volatility is never mixed: this is the standard deviation of returns per decision bar. */
  volatility(symbol: string): number | undefined;
};

/**
 * `shrink` names the share of the planned quantity (above 0, below 1) that the rule allows, for every leg alike. `why` makes its words
 * when somebody wants to read them.
 */
export type Verdict =
  | { readonly kind: 'pass'; readonly why: () => string }
  | { readonly kind: 'shrink'; readonly share: number; readonly why: () => string }
  /** `fault` where the rule itself failed, so that nobody knows what it would have said. */
  | { readonly kind: 'refuse'; readonly why: () => string; readonly fault?: RuleFailing };

/** How a rule failed; `stopped` where it did not come to an end. */
export type RuleFailing = { readonly says: string; readonly stopped?: true };

/** One rule, one file: passes, shrinks or refuses a plan, with a reason that people can read. */
export type RiskRule = {
  readonly name: string;
  readonly about: string;
  check(plan: Plan, view: RiskView): Verdict;
};
