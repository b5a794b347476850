import { type Cron, parseCron } from '../cron.ts';
import type { CandleSource } from '../market/candles.ts';
import type { ClosedCandle } from '../study/market.ts';
import { floorTo, type Ms } from '../time.ts';
import { createCursor } from './candleCursor.ts';

/** The first price of a bar, and the volume the whole bar will have: what the venue's liquidity is taken from. */
export type OpenedBar = { readonly symbol: string; readonly price: number; readonly volume: number };

/** What fires by itself: a cron expression with a seconds field, UTC. */
export type Timed = { readonly cron: string };

/** What the clock sets going. Each call returns when every effect of it has drained. */
export type Stage<J extends Timed> = {
  /** Bars that close at `at`, by symbol, and the bars that open there. */
  instant(at: Ms, closed: readonly ClosedCandle[], opened: readonly OpenedBar[]): Promise<void> | undefined;
  /** A job is due; undefined when it has nothing to do. */
  fire(job: J, at: Ms): Promise<void> | undefined;
  /** Until when a job has nothing to do as things stand. */
  idleUntil(job: J): Ms;
  /** Counts firings that had nothing to do, up to `at`. */
  skip(job: J, firings: number, at: Ms): void;
};

export type ReplayOptions<J extends Timed> = {
  readonly source: CandleSource;
  readonly symbols: readonly string[];
  readonly jobs: readonly J[];
  readonly stage: Stage<J>;
  /** Where the clock stands. */
  readonly start: Ms;
  /** Everything due after this moment is played: just before `start` to play `start` itself, `start` when that is done. */
  readonly after: Ms;
  /** Where the clock stops; the end of the data when left out. */
  readonly to: Ms;
  /** Holds the market's time back to the asked speed, and lets others have their turn. */
  readonly pace: (at: Ms, stop: AbortSignal) => Promise<void> | undefined;
  /** Whether firings that have nothing to do are passed over in one go: at full speed nobody can see the clock stand at them. */
  readonly leap: boolean;
};

/** A virtual clock over recorded candles. It moves only when everything at its present instant is done. */
export type Replay = {
  now(): Ms;
  /** Plays everything due up to and including `at`; `ended` when the market ends before, `stopped` when the signal is given. */
  runUntil(at: Ms, stop: AbortSignal): Promise<'reached' | 'ended' | 'stopped'>;
};

export function createReplay<J extends Timed>({
  source,
  symbols,
  jobs,
  stage,
  start,
  after,
  to,
  pace,
  leap,
}: ReplayOptions<J>): Replay {
  const cursors = symbols.toSorted().map((symbol) => createCursor(source, symbol, to));
  const step = Math.min(...cursors.map((cursor) => cursor.length));
  const timers = jobs.map((job): { job: J; cron: Cron; next: Ms } => {
    const cron = parseCron(job.cron);
    return { job, cron, next: cron.next(after) };
  });
  let now = start;
  let nextBar = floorTo(after, step) + step;

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
    if (closed.length === 0 && opened.length === 0) return;
    const playing = stage.instant(at, closed, opened);
    if (playing !== undefined) await playing;
  };

  const play = async (at: Ms): Promise<void> => {
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

  /** Passes over all firings before the next bar at which no job has anything to do; what one of them does may wake the others. */
  const leapIdle = (last: Ms): void => {
    let until = Math.min(nextBar, last + 1);
    for (const { job, next } of timers) {
      const idle = stage.idleUntil(job);
      until = Math.min(until, Math.max(next, idle));
    }
    for (const timer of timers) {
      if (timer.next >= until) continue;
      stage.skip(timer.job, timer.cron.count(timer.next, until), until - 1);
      timer.next = timer.cron.next(until - 1);
    }
  };

  const nextDue = (): Ms => timers.reduce((next, timer) => Math.min(next, timer.next), nextBar);

  return {
    now: () => now,
    async runUntil(at, stop) {
      const last = Math.min(at, to);
      for (;;) {
        if (leap) leapIdle(last);
        const next = nextDue();
        if (next > last) break;
        const held = pace(next, stop);
        if (held !== undefined) await held;
        if (stop.aborted) return 'stopped';
        await play(next);
      }
      if (stop.aborted) return 'stopped';
      now = Math.max(now, last);
      return at <= to ? 'reached' : 'ended';
    },
  };
}
