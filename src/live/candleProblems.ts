import type { Listener } from '../core/facts/eventLog.ts';
import type { EventOf } from '../core/facts/events.ts';

/** What has been told of the candles since the start, by series and kind: a sentence each, the newest one with how many there were. */
export type CandleProblems = {
  readonly listener: Listener;
  /** The same event; marked where another of its series and kind has been told since the start. */
  marked(event: EventOf<'data'>): EventOf<'data'>;
  says(): readonly string[];
};

const keyOf = ({ symbol, timeframe, problem }: EventOf<'data'>): string => `${symbol} ${timeframe} ${problem}`;

export function candleProblems(): CandleProblems {
  const known = new Map<string, { count: number; says: string }>();
  return {
    listener({ event }) {
      if (event.type !== 'data' || event.problem === 'stale' || event.problem === 'fresh') return;
      const key = keyOf(event);
      known.set(key, { count: (known.get(key)?.count ?? 0) + event.count, says: event.says });
    },
    marked: (event) => (known.has(keyOf(event)) ? { ...event, again: true } : event),
    says: () => [...known.values()].map(({ count, says }) => (count > 1 ? `${says} (${count} since the start)` : says)),
  };
}
