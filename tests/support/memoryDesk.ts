import { createCodes } from '../../src/bots/codes.ts';
import { giverOf, OWNER } from '../../src/bots/giver.ts';
import { createRouter } from '../../src/bots/router.ts';
import type { Answer } from '../../src/bots/running.ts';
import { createStepUp } from '../../src/bots/stepUp.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import type { Alert } from '../../src/core/alerts/alert.ts';
import type { Agreeing } from '../../src/core/approval/own.ts';
import { AT_TERMINAL } from '../../src/core/desk/command.ts';
import type { Ports } from '../../src/core/desk/desk.ts';
import type { OneTimeCodes } from '../../src/core/desk/oneTimeCodes.ts';
import { createRecorder } from '../../src/core/desk/recorder.ts';
import type { Broker } from '../../src/core/execution/broker.ts';
import type { AccountId, StoredEvent } from '../../src/core/facts/eventLog.ts';
import type { Settings } from '../../src/core/facts/settings.ts';
import type { CandleSource } from '../../src/core/market/candles.ts';
import { fixed } from '../../src/core/money.ts';
import type { Admitting } from '../../src/core/risk/clear.ts';
import type { RiskRule } from '../../src/core/risk/rule.ts';
import type { PaperBroker } from '../../src/core/simulator/paperBroker.ts';
import type { Emitted } from '../../src/core/state/recording.ts';
import type { DeskState } from '../../src/core/state/state.ts';
import type { Strategy, Study } from '../../src/core/study/plug.ts';
import type { Ms } from '../../src/core/time.ts';
import type { Job } from '../../src/core/trader/job.ts';
import type { Trader } from '../../src/core/trader/trader.ts';
import { openReplayDesk } from '../../src/replay/desk.ts';
import { playAllYes } from '../../src/replay/review/allYes.ts';
import { openReviews } from '../../src/replay/review/reviews.ts';
import { playedUnder } from '../../src/replay/review/ruled.ts';
import { spanOf } from '../../src/replay/review/span.ts';
import { standingIn } from '../../src/store/standing.ts';
import { type MemoryLog, memoryLog } from './memoryLog.ts';
import { countedBytes, memoryOneTimeCodes } from './memoryOneTimeCodes.ts';

export type DeskOptions = {
  readonly source: CandleSource;
  readonly symbols?: readonly string[];
  readonly from: Ms;
  readonly to: Ms;
  readonly settings: Settings;
  readonly capital?: string;
  readonly log?: MemoryLog;
  readonly alerts?: readonly Alert[];
  readonly jobs?: readonly Job[];
  /** Strategies of a user's own. */
  readonly own?: readonly Strategy<unknown>[];
  /** Risk rules of a user's own. */
  readonly rules?: readonly RiskRule[];
  readonly study?: Study;
  /** As at full speed: steps are written many at a time, idle firings passed over. Otherwise each step is a write of its own. */
  readonly hurried?: boolean;
  /** Whose money it is; pretend where it is left out. A broker of that mode stands between. */
  readonly mode?: AccountId['mode'];
  /** Holds the market back before each of its steps; it never waits when left out. */
  readonly pace?: () => Promise<void>;
  /** Timers of a broker that answers later. */
  readonly after?: Ports['after'];
  /** False as on the wall clock: every intent is durable before its order leaves. */
  readonly rerun?: boolean;
  /** Says yes to all that is asked. */
  readonly agreeing?: Agreeing;
  /** What the configuration says when it is read anew; the settings it began with when left out. */
  readonly configured?: () => Settings;
  /** One-time codes; of a store in memory when left out. */
  readonly oneTimeCodes?: OneTimeCodes;
  /** Puts something between the desk and its paper broker. */
  readonly between?: (paper: PaperBroker, now: () => Ms) => Broker;
};

/** The whole desk as `start` runs it, without a process, a disk or a terminal. */
export type MemoryDesk = {
  readonly trader: Trader;
  readonly log: MemoryLog;
  readonly paper: PaperBroker;
  readonly state: DeskState;
  /** What its facts are written down with, for what no port lets anybody say. */
  readonly recorder: Admitting;
  /** Records as one step, whoever might say so, and does all that follows. */
  record(...events: readonly Emitted[]): Promise<void>;
  now(): Ms;
  rows(): readonly StoredEvent[];
  /** One typed line, by the owner, at the terminal or in a chat. */
  type(line: string, place?: string): Promise<Answer>;
  /** Plays up to and including `at`; the end of the run when left out. */
  play(at?: Ms): Promise<void>;
  stop(): Promise<readonly string[]>;
};

const ACCOUNT: AccountId = { market: 'memory', mode: 'paper', name: 'main' };
/** The wall clock, which stands still. */
export const WALL: Ms = Date.UTC(2024, 5, 1, 12);

/** A stopwatch on which so much time passes that no step waits to be written with others. */
function eachStepAlone(): () => number {
  let time = 0;
  return () => (time += 1_000);
}

/** Opens the desk where its log says it stands, starts it, and answers a command that was cut off. */
export async function openDesk(options: DeskOptions): Promise<MemoryDesk> {
  const { source, from, to, settings, log = memoryLog() } = options;
  const { mode = ACCOUNT.mode } = options;
  const account: AccountId = { ...ACCOUNT, mode };
  const between = options.between ?? (mode === 'paper' ? undefined : (paper: PaperBroker): Broker => ({ ...paper, mode }));
  const symbols = options.symbols ?? source.instruments.map(({ symbol }) => symbol);
  const clock = (): Ms => WALL;
  const links = createCodes({ clock, random: countedBytes() });
  const own = { strategies: options.own ?? [], rules: options.rules ?? [] };
  const made: Admitting[] = [];
  const {
    trader,
    paper,
    clock: replay,
  } = await openReplayDesk({
    ports: {
      account,
      version: '0.0.0',
      log,
      logger: () => undefined,
      oneTimeCodes: options.oneTimeCodes ?? createStepUp({ store: memoryOneTimeCodes(), clock, random: countedBytes() }),
      linkCode: links.issue,
      configured: () => Promise.resolve(options.configured?.() ?? settings),
      health: () => Promise.resolve([]),
      logs: () => Promise.resolve([]),
      review: openReviews({
        now: () => replay.now(),
        equity: () => trader.desk.equity(),
        began: () => trader.desk.state().began,
        // Whoever asks waits for the end.
        after: () => new Promise(() => undefined),
        play: ({ rule: asked, ...days }, told) =>
          playedUnder(
            asked,
            async (rule, tell) =>
              playAllYes({
                account,
                stretch: { source, symbols, from },
                span: await spanOf(log.read(), days),
                settings,
                capital: fixed(options.capital ?? '100000'),
                own,
                to: days.to,
                rule,
                told: tell,
              }),
            told,
          ),
      }),
    },
    stretch: { source, symbols, from, to },
    label: '🧪 MEMORY',
    pace: () => options.pace?.(),
    leap: options.hurried === true,
    standing: await standingIn(log, options.rerun ?? true),
    settings,
    capital: fixed(options.capital ?? '100000'),
    own,
    recorder(given) {
      const recorder = createRecorder(given);
      made.push(recorder);
      return recorder;
    },
    stopwatch: options.hurried === true ? () => 0 : eachStepAlone(),
    ...(options.alerts === undefined ? {} : { alerts: options.alerts }),
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    ...(options.study === undefined ? {} : { study: options.study }),
    ...(options.after === undefined ? {} : { after: options.after }),
    ...(options.rerun === undefined ? {} : { rerun: options.rerun }),
    agreeing: options.agreeing,
    ...(between === undefined ? {} : { between }),
  });
  const { now } = replay;
  const [recorder] = made;
  if (recorder === undefined) throw new Error('the desk has no recorder');
  const play = async (at: Ms): Promise<void> => {
    await replay.runUntil(at, new AbortController().signal);
  };
  const desk: MemoryDesk = {
    trader,
    log,
    paper,
    recorder,
    async record(...events) {
      await trader.exclusive(async () => recorder.emit(...events));
      await trader.pulse();
    },
    state: trader.desk.state(),
    now,
    rows: () => log.rows,
    type: (line, place) =>
      trader.command(() => router.answer(line, place === undefined ? OWNER : { ...OWNER, place }, AT_TERMINAL)),
    play: (at = to) => play(at),
    stop: () => trader.stop('stopped'),
  };
  const router = createRouter({
    commands: COMMANDS,
    desk: trader.desk,
    logger: () => undefined,
    mask: (text) => text,
    clock,
  });
  await trader.start();
  const { interrupted } = trader;
  if (interrupted !== undefined) {
    await trader.repeat(async () => {
      await router.repeat(interrupted.line, giverOf(trader.desk.state().people, interrupted), interrupted.update);
    });
  }
  await play(replay.now());
  return desk;
}
