import type { TrackRecord } from '../state/trackRecord.ts';
import type { TradeSample } from './sizing.ts';

/**
 * A strategy's closed trades as evidence for Kelly, measured in R so that their sizes do not matter; no trades where it has none. What
 * was drawn is no evidence.
 */
export const tradeSample = (record: TrackRecord | undefined): TradeSample =>
  record === undefined
    ? { trades: 0, wins: 0, averageWin: 0, averageLoss: 0 }
    : {
        trades: record.gains.trades + record.losses.trades,
        wins: record.gains.trades,
        averageWin: mean(record.gains),
        averageLoss: -mean(record.losses),
      };

const mean = ({ trades, r }: TrackRecord['gains']): number => (trades === 0 ? 0 : r / trades);
