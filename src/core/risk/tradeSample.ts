import type { TradeTally } from '../state/tradeTally.ts';
import type { TradeSample } from './sizing.ts';

/** A strategy's closed trades as evidence for Kelly, measured in R so that their sizes do not matter; no trades where it has none. */
export const tradeSample = (tally: TradeTally | undefined): TradeSample =>
  tally === undefined
    ? { trades: 0, wins: 0, averageWin: 0, averageLoss: 0 }
    : { trades: tally.trades, wins: tally.gains.trades, averageWin: mean(tally.gains), averageLoss: -mean(tally.losses) };

const mean = ({ trades, r }: TradeTally['gains']): number => (trades === 0 ? 0 : r / trades);
