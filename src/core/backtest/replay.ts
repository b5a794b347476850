import { type Cron, parseCron } from '../cron.ts';
import type { Job } from '../desk.ts';
import type { CandleSource } from '../market/candles.ts';
import type { ClosedCandle } from '../market/view.ts';
import { floorTo, type Ms } from '../time.ts';
import { createCursor } from './candleCursor.ts';

/** The first price of a bar, and the volume the whole bar will have: what the venue's liquidity is taken from. */
export type OpenedBar = { readonly symbol: string; readonly price: number; readonly volume: number };

/** What the clock sets going. Each call returns when every effect of it has drained. */
export type Stage = {
  /** Bars that close at `at`, by symbol, and the bars that open there. */
  instant(at: Ms, closed: readonly ClosedCandle[], opened: readonly OpenedBar[]): Promise<void>;
  /** A job is due; true when it had something to do. */
  fire(job: Job, at: Ms): Promise<void> | undefined;
};

export type ReplayOptions = {
  readonly source: CandleSource;
  readonly symbols: readonly string[];
  readonly jobs: readonly Job[];
  readonly stage: Stage;
  /** The first instant; with `again` set it is one that is run once more. */
  readonly start: Ms;
  /** Where the clock stops; the end of the data when left out. */
  readonly to: Ms;
  /** Holds the market's time back to the asked speed, and lets others have their turn. */
  readonly pace: (at: Ms) => Promise<void> | undefined;
};

/** A virtual clock over recorded candles. It moves only when everything at its present instant is done. */
export type Replay = {
  now(): Ms;
  /** Plays everything due up to and including `at`; `ended` when `to` or a stop came first. */
  runUntil(at: Ms): Promise<'reached' | 'ended'>;
  stop(): void;
};

export function createReplay({ source, symbols, jobs, stage, start, to, pace }: ReplayOptions): Replay {
  const cursors = symbols.toSorted().map((symbol) => createCursor(source, symbol));
  const step = Math.min(...cursors.map((cursor) => cursor.length));
  const timers = jobs.map((job): { job: Job; cron: Cron; next: Ms } => {
    const cron = parseCron(job.cron);
    return { job, cron, next: cron.next(start - 1) };
  });
  let now = start;
  let nextBar = floorTo(start + step - 1, step);
  let stopped = false;

  const playBars = async (at: Ms): Promise<void> => {
    const closed: ClosedCandle[] = [];
    const opened: OpenedBar[] = [];
    for (const cursor of cursors) {
      if (at % cursor.length !== 0) continue;
      await cursor.prepare(at);
      const closing = cursor.closingAt(at);
      if (closing !== undefined) closed.push(closing);
      const opening = cursor.openingAt(at);
      if (opening !== undefined) opened.push(opening);
    }
    if (closed.length > 0 || opened.length > 0) await stage.instant(at, closed, opened);
  };

  const playNext = async (at: Ms): Promise<void> => {
    const held = pace(at);
    if (held !== undefined) await held;
    if (stopped) return;
    now = at;
    if (at === nextBar) {
      await playBars(at);
      nextBar += step;
    }
    for (const timer of timers) {
      if (timer.next !== at) continue;
      timer.next = timer.cron.next(at);
      const running = stage.fire(timer.job, at);
      if (running !== undefined) await running;
    }
  };

  return {
    now: () => now,
    async runUntil(at) {
      const last = Math.min(at, to);
      for (;;) {
        let next = nextBar;
        for (const timer of timers) if (timer.next < next) next = timer.next;
        if (stopped) return 'ended';
        if (next > last) break;
        await playNext(next);
      }
      now = Math.max(now, last);
      return last < at || last === to ? 'ended' : 'reached';
    },
    stop() {
      stopped = true;
    },
  };
}
