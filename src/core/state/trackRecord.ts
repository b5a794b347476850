import { joined, NO_TRADES, type Tally, tallyOf } from './tally.ts';
import type { Trade } from './trade.ts';

/** Some trades, and the sum of their R. */
type SumOfR = { readonly trades: number; readonly r: number };

/** What the closed trades of one name have come to, those above and below 0 R apart, as Kelly wants them; one at 0 R is in neither. */
export type TrackRecord = { readonly tally: Tally; readonly gains: SumOfR; readonly losses: SumOfR };

const NO_RECORD: TrackRecord = { tally: NO_TRADES, gains: { trades: 0, r: 0 }, losses: { trades: 0, r: 0 } };

/** Counts one more trade under a name, as it closes, so that nobody needs all of them for it. */
export function countTrade(records: Map<string, TrackRecord>, name: string, trade: Trade): void {
  const { tally, gains, losses } = records.get(name) ?? NO_RECORD;
  const more = (sum: SumOfR): SumOfR => ({ trades: sum.trades + 1, r: sum.r + trade.r });
  records.set(name, {
    tally: joined(tally, tallyOf(trade)),
    gains: trade.r > 0 ? more(gains) : gains,
    losses: trade.r < 0 ? more(losses) : losses,
  });
}
