import { type Cron, parseCron } from '../cron.ts';
import type { CandleProblem, CandleSource } from '../market/candles.ts';
import type { CandleTally } from '../market/candleTally.ts';
import type { ClosedCandle } from '../study/market.ts';
import { floorTo, type Ms } from '../time.ts';
import { createCursor } from './candleCursor.ts';

/** The first price of a bar, and the volume the whole bar will have: what the venue's liquidity is taken from. */
export type OpenedBar = { readonly symbol: string; readonly price: number; readonly volume: number };

/** What fires by itself: a cron expression with a seconds field, UTC. */
export type Timed = { readonly cron: string };

/** What the clock sets going. Each call is over when every effect of it has drained: at once where it gives undefined. */
export type Stage<J extends Timed> = {
  /** Holds everybody else back while the clock moves and plays: whatever a person sets going has one time from its begin to its end. */
  turn(work: () => Promise<void> | undefined): Promise<void> | undefined;
  /**
   * Bars that close at `at`, by symbol, the bars that open there, and what is to be told of those that are not as they should be. There may
   * be none of any of them: a silence is for the desk to see too.
   */
  instant(
    at: Ms,
    closed: readonly ClosedCandle[],
    opened: readonly OpenedBar[],
    problems: readonly CandleProblem[],
  ): Promise<void> | undefined;
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
  /** Counts what is wrong with the candles, as they pass. */
  readonly tally: CandleTally;
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
  tally,
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
  let played = after;
  let nextBar = floorTo(after, step) + step;

  const isReady = (at: Ms): boolean => cursors.every((cursor) => at % cursor.length !== 0 || cursor.isReady(at));
  const prepare = async (at: Ms): Promise<void> => {
    for (const cursor of cursors) if (at % cursor.length === 0) await cursor.prepare(at);
  };
  const playBars = (at: Ms): Promise<void> | undefined => {
    const closed: ClosedCandle[] = [];
    const opened: OpenedBar[] = [];
    for (const cursor of cursors) {
      if (at % cursor.length !== 0) continue;
      const closing = cursor.closingAt(at);
      if (closing !== undefined) closed.push(closing);
      const opening = cursor.openingAt(at);
      if (opening !== undefined) opened.push(opening);
      tally.pass(cursor.symbol, closing?.candle.time, cursor.faultyUpTo(at));
    }
    return stage.instant(at, closed, opened, tally.told());
  };

  /** Counts the firings of a timer before `until`: none of them had anything to do. */
  const pass = (timer: (typeof timers)[number], until: Ms): void => {
    if (timer.next >= until) return;
    stage.skip(timer.job, timer.cron.count(timer.next, until), until - 1);
    timer.next = timer.cron.next(until - 1);
  };
  /** Firings that are passed over are counted when somebody may look: whenever the clock waits. */
  const countPassed = (): void => {
    if (leap) for (const timer of timers) pass(timer, played + 1);
  };
  const shown = (waiting: Promise<void>): Promise<void> => {
    countPassed();
    return waiting;
  };

  /** Fires what is due at `at`, beginning with timer number `first`; at once where no job takes its time. */
  const fireDue = (at: Ms, first = 0): Promise<void> | undefined => {
    for (let t = first; t < timers.length; t++) {
      const timer = timers[t];
      if (timer === undefined || (leap && stage.idleUntil(timer.job) > at)) continue;
      if (leap) pass(timer, at);
      if (timer.next !== at) continue;
      timer.next = timer.cron.next(at);
      const running = stage.fire(timer.job, at);
      if (running !== undefined) return running.then(() => fireDue(at, t + 1));
    }
    return undefined;
  };

  const play = (at: Ms): Promise<void> | undefined => {
    now = at;
    let running: Promise<void> | undefined;
    if (at === nextBar) {
      nextBar += step;
      running = playBars(at);
    }
    const ended = running === undefined ? fireDue(at) : running.then(() => fireDue(at));
    played = at;
    return ended;
  };

  /** The first firing of a job from now on that has something to do as things stand. */
  const firing = ({ job, cron, next }: (typeof timers)[number]): Ms => {
    const idle = leap ? stage.idleUntil(job) : Number.NEGATIVE_INFINITY;
    if (idle === Number.POSITIVE_INFINITY) return idle;
    return next > played && next >= idle ? next : cron.next(Math.max(played, idle - 1));
  };
  const nextDue = (): Ms => {
    let due = nextBar;
    for (const timer of timers) due = Math.min(due, firing(timer));
    return due;
  };

  return {
    now: () => now,
    async runUntil(at, stop) {
      const last = Math.min(at, to);
      for (;;) {
        const next = nextDue();
        if (next > last) break;
        const held = pace(next, stop);
        if (held !== undefined) await shown(held);
        const lacksBars = next === nextBar && !isReady(next);
        if (lacksBars) await prepare(next);
        let waited = held !== undefined || lacksBars;
        if (stop.aborted) return 'stopped';
        // What was done while it waited may have given a job something to do before that.
        const playing = stage.turn(() => (waited && nextDue() !== next ? undefined : play(next)));
        waited = true; // A turn that has not begun by now waits for others.
        if (playing !== undefined) await playing;
      }
      if (stop.aborted) return 'stopped';
      const arriving = stage.turn(() => {
        now = Math.max(now, last);
        played = Math.max(played, last);
        countPassed();
        return undefined;
      });
      if (arriving !== undefined) await arriving;
      return at <= to ? 'reached' : 'ended';
    },
  };
}
