import type { Receipt } from '../facts/receipt.ts';
import type { Settings } from '../facts/settings.ts';
import type { CoolDown } from '../state/coolDowns.ts';
import type { Ms } from '../time.ts';

export type Gate = Receipt['gates'][number];

/** Bars that a strategy needs before its first value, and how many its series has. */
export type Need = { readonly name: string; readonly needs: number; readonly has: number };

/** What stands between a composite and a plan; everything is as of the instant. */
export type GateInput = {
  readonly score: number;
  readonly confidence: number;
  readonly alignment: number;
  /** Whether every strategy that is on has the candles it needs, on the decision timeframe; and what each needs and has. */
  readonly warm: boolean;
  readonly needs: () => readonly Need[];
  /** Age of the newest closed decision candle: 0 when it closed at this very instant. */
  readonly dataAge: Ms;
  /** Data older than this decide nothing. */
  readonly maxDataAge: Ms;
  /** Fraction of the price; 0 in a market of bars, undefined without a quote. */
  readonly spread: number | undefined;
  /** Strategies on the score's side; counted when somebody asks. */
  readonly agreeing: () => number;
  /** Quote volume of the 24 h before; NaN where there are no candles. */
  readonly volume: () => number;
  /** State of the market on the decision timeframe; undefined until it can be told. */
  readonly market: () => Receipt['market'];
  readonly kind: 'spot' | 'perpetual';
  /** What forbids to enter again at once on the score's side; undefined where nothing does. */
  readonly cooling: () => CoolDown | undefined;
  /** As of when. */
  readonly at: Ms;
  /** Whether people allow this symbol, and who said otherwise. */
  readonly allowed: { readonly allowed: boolean; readonly says: string };
  readonly settings: Pick<Settings, 'signal' | 'universe'>;
};

/** One gate: whether it lets pass, and, only when asked, its number and its words. */
export type GateRule = {
  readonly name: string;
  /** Whether the settings have it at all; one without this always stands. */
  readonly on?: (input: GateInput) => boolean;
  readonly pass: (input: GateInput) => boolean;
  readonly shown: (input: GateInput) => Pick<Gate, 'value' | 'threshold' | 'says'>;
};
