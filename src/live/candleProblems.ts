import type { Listener } from '../core/facts/eventLog.ts';

/** What has been told of the candles since the start, by series and kind: a sentence each, the newest one with what came before it. */
export type CandleProblems = { readonly listener: Listener; says(): readonly string[] };

export function candleProblems(): CandleProblems {
  const known = new Map<string, { count: number; says: string }>();
  return {
    listener({ event }) {
      if (event.type !== 'data' || event.problem === 'stale' || event.problem === 'fresh') return;
      const key = `${event.symbol} ${event.timeframe} ${event.problem}`;
      known.set(key, { count: (known.get(key)?.count ?? 0) + event.count, says: event.says });
    },
    says: () => [...known.values()].map(({ count, says }) => (count > 1 ? `${says} (${count} since the start)` : says)),
  };
}
