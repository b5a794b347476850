import type { Read } from '../../core/desk/read.ts';
import type { Receipt } from '../../core/facts/receipt.ts';
import { lengthOf, type Ms } from '../../core/time.ts';

/**
 * The receipt of a symbol's decision at a moment, now when left out: the recorded one where there is one of that candle, else what
 * the candles in memory give, and where those do not reach so far back the newest that was recorded until then. Text says why there
 * is none.
 */
export async function receiptAt(symbol: string, when: Ms | undefined, desk: Read): Promise<Receipt | string> {
  if (when === undefined) return desk.why(symbol);
  const [newest] = await desk.history({ types: ['signal'], symbol, limit: 1, to: when });
  const recorded = newest?.event.type === 'signal' ? newest.event.receipt : undefined;
  if (recorded !== undefined && isOfCandle(recorded, when)) return recorded;
  const computed = await desk.why(symbol, when);
  return typeof computed === 'string' ? (recorded ?? computed) : computed;
}

/** Whether no later candle of its timeframe had closed by then. */
export const isOfCandle = ({ at, timeframe }: Receipt, when: Ms): boolean => when < at + lengthOf(timeframe);
