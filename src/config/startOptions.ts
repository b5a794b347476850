import type { Ms, Timeframe } from '../core/time.ts';

/** What the command line asks of one run; the configuration says the rest. */
export type StartOptions = {
  /** Folder of recorded candles; left out, the exchange that is configured or else the synthetic market. */
  readonly replay?: string;
  readonly from?: Ms;
  /** Market time at which the run ends. */
  readonly to?: Ms;
  readonly symbols?: readonly string[];
  /** Market seconds a second; left out, the market's own pace. */
  readonly speed?: number | 'max';
  /** Candles of the replay market. */
  readonly timeframe?: Timeframe;
  /** Of the synthetic market. */
  readonly seed?: number;
  /** One JSON object a line instead of text. */
  readonly json: boolean;
  /** Standard input is ignored. */
  readonly daemon: boolean;
  /** A replay that was played before starts over on a new account instead of going on. */
  readonly again: boolean;
};
