import type { MarketView } from '../market/marketView.ts';
import type { Fixed } from '../money.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';

/** What the desk reads on an alert's behalf when an event happens. */
export type AlertDesk = {
  readonly market: MarketView;
  readonly label: string;
  state(): DeskState;
  equity(): Fixed;
  now(): Ms;
};
