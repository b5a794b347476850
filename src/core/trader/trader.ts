import type { Alert } from '../alerts/alert.ts';
import { alertDeskOf } from '../alerts/alertDesk.ts';
import type { Agreeing } from '../approval/own.ts';
import type { Desk, Hearing, Ports } from '../desk/desk.ts';
import { createExclusive, type Exclusive } from '../desk/exclusive.ts';
import { createRecorder } from '../desk/recorder.ts';
import { queriesOf } from '../execution/broker.ts';
import { answerWithin } from '../execution/gateway.ts';
import { createOrderLoop } from '../execution/orderLoop.ts';
import type { Listener } from '../facts/eventLog.ts';
import type { EventOf } from '../facts/events.ts';
import type { Settings } from '../facts/settings.ts';
import { DOOR_ROWS, type DoorRow, FEED_ROWS, type FeedRow } from '../facts/statements.ts';
import { isHeldUp } from '../facts/storeError.ts';
import type { CandleProblem } from '../market/candles.ts';
import { viewOf } from '../market/marketView.ts';
import type { Fixed } from '../money.ts';
import type { OpenedBar, Stage } from '../replay/clock.ts';
import { numberText } from '../reply/format.ts';
import type { Admitting } from '../risk/clear.ts';
import type { RiskView } from '../risk/rule.ts';
import { equityOf } from '../state/account.ts';
import { recorderOf } from '../state/recording.ts';
import { type LogStanding, STEPS_A_MS } from '../state/standing.ts';
import type { ClosedCandle, Market } from '../study/market.ts';
import type { Study } from '../study/plug.ts';
import type { Ms } from '../time.ts';
import { quoteAge } from './clock.ts';
import { deskPort } from './deskPort.ts';
import { executionViewOf } from './executionView.ts';
import { accountKey } from './ids.ts';
import { createInstant } from './instant.ts';
import { JOB_FACTS, type Job, type JobFact, type Turn } from './job.ts';
import { createJobRunner } from './jobRunner.ts';
import { createLimits, type Vitals } from './limits.ts';
import { createLockTime } from './lockTime.ts';
import type { OwnPlugins } from './ownPlugins.ts';
import { createReadings } from './readings.ts';
import { doubtUnanswered, reconcileNow, reconcileRemote } from './reconcile.ts';
import { marksOf, riskView } from './riskView.ts';
import { isStaleDue } from './stale.ts';
import { beginAccount, settingsInForce, tellStart } from './start.ts';
import { createSteps } from './steps.ts';
import { stillStopped } from './stopped.ts';

export type TraderOptions = {
  readonly ports: Ports;
  readonly market: Market;
  readonly study: Study;
  readonly alerts: readonly Alert[];
  /** Makes what its facts are written down with; a test keeps hold of that. */
  readonly recorder?: typeof createRecorder;
  readonly jobs: readonly Job[];
  readonly own: OwnPlugins;
  /** Where the log stands. */
  readonly standing: LogStanding;
  /** True on a replay, whose last step is run again after a start. */
  readonly rerun: boolean;
  readonly settings: Settings;
  /** Paths of the settings that somebody gave at this start; all where left out. */
  readonly given?: readonly string[];
  readonly capital: Fixed;
  /** Monotonic wall-clock ms, for measuring alone. */
  readonly stopwatch: () => number;
  /** How a real exchange's feed is doing; a market of bars has none. */
  readonly vitals?: () => Vitals;
  /** Stores what has closed since the last call; gives what is to be told of it, such as gaps. */
  readonly collect?: () => Promise<readonly EventOf<'data'>[]>;
  /** What of the market is not traded, found by the time of the start: a sentence each. */
  readonly leftOut?: () => readonly string[];
  /** Says yes to all that is asked; people answer where it is left out. */
  readonly agreeing?: Agreeing | undefined;
};

/** The desk at work: everything that the clock, the market and people can set going. */
export type Trader = {
  /** As commands are given it; what hears people is given all of it. */
  readonly desk: Desk & Hearing;
  readonly exclusive: Exclusive;
  onEvent(listener: Listener): void;
  /** Rebuilds, reconciles and tells of the start; entries are possible only after it. Gives notes for people. */
  start(): Promise<readonly string[]>;
  /** What a replay's clock moves, each of its moments in one turn. */
  readonly stage: Stage<Job>;
  /** Bars close and open, as a turn of its own. */
  instant(
    at: Ms,
    closed: readonly ClosedCandle[],
    opened: readonly OpenedBar[],
    problems?: readonly CandleProblem[],
  ): Promise<void> | undefined;
  /** A job is due, as a turn of its own. Undefined when it has nothing to do. */
  fire(job: Job, at: Ms): Promise<void> | undefined;
  miss(job: Job, at: Ms): void;
  /** The cron expression by which a job fires as things are set. */
  cronOf(job: Job): string;
  /** Runs a person's command as one step of its own. */
  command<T>(work: () => Promise<T>): Promise<T>;
  /** Records, as one step, rows that are made when its turn comes and that nobody on the list states. */
  admit(rows: () => readonly DoorRow[]): Promise<void>;
  /** A command that the process did not live to finish; `repeat` runs it once more. */
  readonly interrupted: EventOf<'command'> | undefined;
  repeat(work: () => Promise<void>): Promise<void>;
  /** Takes up what the venue has done outside of an instant, such as a fill at a quote. */
  pulse(): Promise<void>;
  /** Records, as one step, what the market's feed tells; nothing else is recorded this way. */
  record(...events: readonly FeedRow[]): Promise<void>;
  /**
   * The last word. Gives notes for people: what cannot be in the log now, and waits beside it for the next start. Rejects with StoreError
   * where it is nowhere.
   */
  stop(why: string): Promise<readonly string[]>;
};

export function createTrader(options: TraderOptions): Trader {
  const { ports, market, study, alerts, standing, rerun } = options;
  const own = rerun ? stillStopped(options.own, standing) : options.own;
  const { broker, logger, account } = ports;
  if (broker.mode !== account.mode)
    throw new TypeError(`the account ${accountKey(account)} is ${account.mode} and its broker ${broker.mode}`);
  const exclusive = createExclusive();
  const now = ports.now;

  const recorder: Admitting = (options.recorder ?? createRecorder)({
    log: ports.log,
    alerts,
    logger,
    standing,
    desk: () => alertDesk,
  });
  const door = recorderOf<DoorRow>(recorder, DOOR_ROWS);
  const feed = recorderOf<FeedRow>(recorder, FEED_ROWS);
  const { state } = recorder;
  let commandStep = standing.step ?? 0;
  const readings = createReadings({
    study,
    market,
    state,
    settings: settingsInForce(state, options.settings),
    own: own.strategies,
  });
  const view = (): RiskView =>
    riskView({
      state,
      market,
      now: now(),
      mode: account.mode,
      own: own.rules,
      decisionTimeframe: (symbol) => readings.decisionTimeframe(symbol),
      quoteAge: (symbol) => quoteAge(market, now(), symbol),
    });
  const equity = (): Fixed => equityOf(state.account, marksOf(market), state.settings.values.execution);
  const { agreeing } = options;
  const context = { recorder, market, readings, view, equity, digest: ports.digest, account: ports.account, agreeing };

  const { drain } = createOrderLoop({
    recorder,
    broker,
    view: executionViewOf({ market, state, now, broker, account: ports.account, digest: ports.digest }),
    logger,
    replayable: rerun,
    turn: (answer) =>
      void turn(answer).catch((error: unknown) => logger('orders', 'error', 'an answer could not be booked', { error })),
    after: ports.after,
  });
  const { stopwatch } = options;
  const steps = createSteps({
    recorder,
    drain,
    rerun,
    resumed: state.began !== undefined,
    logger,
    now,
    after: ports.after,
    stopwatch,
  });
  /** One turn of the desk around something that came in its own time. */
  const turn: Turn = (work) =>
    exclusive(async () => {
      recorder.begin(null);
      const result = work();
      await steps.finish();
      return result;
    });

  const lockTime = createLockTime({ now, elapsed: rerun ? now : stopwatch, state });
  const limits = createLimits(context, options.vitals);
  const playInstant = createInstant({ context, study, limits, drain });
  const jobRunner = createJobRunner({
    jobs: options.jobs,
    recorder,
    desk: {
      ...context,
      recorder: recorderOf<JobFact>(recorder, JOB_FACTS),
      market: viewOf(market),
      broker: queriesOf(broker),
      logger,
      now,
      lockTime,
      limits,
      collect: options.collect ?? (() => Promise.resolve([])),
    },
    prices: () => market.changes,
    drain,
    turn,
    after: ports.after,
    stopwatch,
  });
  const command = <T>(work: () => Promise<T>): Promise<T> =>
    exclusive(async () => {
      commandStep = Math.max(commandStep, now() * STEPS_A_MS) + 1;
      steps.begin(commandStep);
      const result = await work();
      await steps.save();
      return result;
    });
  const stage: Stage<Job> = {
    turn: exclusive.now,
    instant(at, closed, opened, problems) {
      const nothing = closed.length === 0 && opened.length === 0 && problems.length === 0;
      if (nothing && !isStaleDue(context, at)) return undefined;
      steps.begin(at * STEPS_A_MS);
      const playing = playInstant(at, closed, opened, problems);
      return playing === undefined ? steps.finishStep() : playing.then(steps.finishStep);
    },
    fire(job, at) {
      if (at < jobRunner.idleUntil(job)) {
        jobRunner.skip(job, 1, at);
        return undefined;
      }
      steps.begin(at * STEPS_A_MS);
      return (jobRunner.fire(job, at) ?? Promise.resolve()).then(steps.finishStep);
    },
    idleUntil: jobRunner.idleUntil,
    skip: jobRunner.skip,
  };
  const desk = deskPort({ ports, context, steps, drain, lockTime, jobs: jobRunner.stats, alerts, rules: own.rules });
  const alertDesk = alertDeskOf(desk);

  return {
    desk,
    exclusive,
    onEvent: recorder.onEvent,
    start: () =>
      exclusive(async () => {
        recorder.begin(null);
        const beginning = {
          account: ports.account,
          version: ports.version,
          settings: options.settings,
          given: options.given,
          capital: options.capital,
          now: now(),
          leftOut: options.leftOut?.() ?? [],
        };
        tellStart(recorder, beginning, rerun);
        const notes = beginAccount(recorder, beginning);
        doubtUnanswered(recorder, now());
        await drain();
        const result =
          broker.answers === 'at once'
            ? reconcileNow(recorder, broker, now())
            : await answerWithin(ports.after, () => reconcileRemote(recorder, broker, now(), (book) => Promise.resolve(book())));
        recorder.emit({ type: 'recovered', at: now(), ...result, notes: [...result.notes] });
        await recorder.commit();
        return [...notes, ...result.notes];
      }),
    stage,
    instant: (at, closed, opened, problems = []) => exclusive.now(() => stage.instant(at, closed, opened, problems)),
    fire: (job, at) => exclusive.now(() => stage.fire(job, at)),
    miss: jobRunner.miss,
    cronOf: jobRunner.cronOf,
    command,
    admit: (rows) =>
      command(async () => {
        door.emit(...rows());
        await drain();
      }),
    interrupted: recorder.expected?.type === 'command' ? recorder.expected : undefined,
    repeat: (work) =>
      exclusive(async () => {
        recorder.begin(commandStep);
        await work();
        await recorder.commit();
      }),
    pulse: () => exclusive(steps.finish),
    record: (...events) =>
      exclusive(async () => {
        feed.emit(...events);
        await steps.finish();
      }),
    stop: (why) =>
      exclusive(async () => {
        recorder.begin(null);
        recorder.emit({ type: 'stopped', at: now(), why });
        try {
          await recorder.commit();
          return [];
        } catch (error) {
          const { unstored } = recorder;
          if (!isHeldUp(error) || unstored?.kept !== true) throw error;
          const what = unstored.events === 1 ? '1 event waits' : `${numberText(unstored.events, 0)} events wait`;
          return [`${what} in the journal beside the database, and the next start stores what waits: ${error.message}`];
        }
      }),
  };
}
