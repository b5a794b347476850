import type { Divergence } from '../detectors/divergence.ts';
import type { Level } from '../detectors/supportResistance.ts';
import type { Measures } from '../execution/plan.ts';
import type { AccountId, HistoryQuery, StoredEvent } from '../facts/eventLog.ts';
import type { Receipt } from '../facts/receipt.ts';
import type { MarketView } from '../market/marketView.ts';
import type { Opportunity } from '../market/scanner.ts';
import type { Fixed } from '../money.ts';
import type { RiskView } from '../risk/rule.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms, Timeframe } from '../time.ts';
import type { StudyFailure } from './failures.ts';
import type { Queries } from './queries.ts';

/** What the study knows of a symbol, for people to look at. */
export type StudyView = {
  /** Names of the strategies that this account hears, whether they are switched on or off. */
  strategies(): readonly string[];
  /** The pairs that are entered by their own spread, as things are switched: two perpetuals each. */
  pairs(): readonly (readonly [string, string])[];
  /** What has failed and gives no votes now, symbol by symbol. */
  failures(): readonly StudyFailure[];
  /** Timeframes that are studied, finest first; empty for a symbol that is not. */
  timeframes(symbol: string): readonly Timeframe[];
  decisionTimeframe(symbol: string): Timeframe | undefined;
  /** Zones of a timeframe, nearest first. */
  levels(symbol: string, timeframe: Timeframe): readonly Level[];
  /** Newest first. */
  divergences(symbol: string, timeframe: Timeframe, limit: number): readonly Divergence[];
  /** What stops and sizes are measured by now. */
  measures(symbol: string): Measures;
};

/** The desk to look at: nothing here changes anything, however deep. */
export type Read = {
  readonly account: AccountId;
  /** `📄 PAPER`, `🧪 REPLAY`, `🧪 SYNTHETIC`: first in every message. */
  readonly label: string;
  readonly version: string;
  readonly market: MarketView;
  now(): Ms;
  /** Folded from the log. */
  state(): DeskState;
  /** The account as the risk rules see it now. */
  risk(): RiskView;
  equity(): Fixed;
  /** Opportunities of the last scan, best first. */
  ranked(): readonly Opportunity[];
  /** The receipt of a symbol's decision at the last instant at or before `at` (now when left out); text says why there is none. */
  why(symbol: string, at?: Ms): Promise<Receipt | string>;
  readonly study: StudyView;
  /** A fresh decision id for something a person asked for: another one once anything has been decided since. */
  requestId(request: string): string;
  history(query: HistoryQuery): Promise<readonly StoredEvent[]>;
  readonly queries: Queries;
};
