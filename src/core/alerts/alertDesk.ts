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

/** The same and nothing else of a desk: an alert is told what happens in the middle of it, and sets nothing going. */
export const alertDeskOf = ({ market, label, state, equity, now }: AlertDesk): AlertDesk => ({
  market,
  label,
  state,
  equity,
  now,
});
