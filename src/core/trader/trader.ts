import type { Alert } from '../alerts/alert.ts';
import { answer } from '../approval/answer.ts';
import { endAtRestart } from '../approval/covering.ts';
import { submit } from '../approval/submit.ts';
import type { Desk, Job, JobDesk, Ports } from '../desk/desk.ts';
import { createExclusive, type Exclusive } from '../desk/exclusive.ts';
import { createJobRunner } from '../desk/jobRunner.ts';
import { createRecorder, lastStep, STEPS_A_MS } from '../desk/recorder.ts';
import type { RemoteBroker } from '../execution/broker.ts';
import { answerWithin } from '../execution/gateway.ts';
import { createOrderLoop } from '../execution/orderLoop.ts';
import type { Listener, StoredEvent } from '../facts/eventLog.ts';
import type { EventOf } from '../facts/events.ts';
import type { Settings } from '../facts/settings.ts';
import { assertStatements } from '../facts/statements.ts';
import type { Fixed } from '../money.ts';
import type { OpenedBar } from '../replay/clock.ts';
import type { Admitting } from '../risk/clear.ts';
import type { RiskView } from '../risk/rule.ts';
import { equityOf } from '../state/account.ts';
import type { Emitted } from '../state/recording.ts';
import type { ClosedCandle, Market } from '../study/market.ts';
import type { Strategy, Study } from '../study/plug.ts';
import type { Ms } from '../time.ts';
import { quoteAge } from './clock.ts';
import { dailyReport } from './dailyReport.ts';
import { measuresOf } from './decide.ts';
import { expiries, nextExpiry } from './expire.ts';
import { decisionId } from './ids.ts';
import { createInstant } from './instant.ts';
import { createLimits, type Vitals } from './limits.ts';
import { manage } from './manage.ts';
import { createReadings } from './readings.ts';
import { doubtUnanswered, reconcileNow, reconcileRemote } from './reconcile.ts';
import { marksOf, riskView } from './riskView.ts';
import { beginAccount, settingsInForce, tellStart } from './start.ts';
import { weeklyReport } from './weeklyReport.ts';
import { worldOf } from './world.ts';

/** Steps of a replay are written together up to this many events, and at least this often, ms of the wall clock. */
const MOST_UNSAVED = 2_000;
const LONGEST_UNSAVED = 250;

export type TraderOptions = {
  readonly ports: Ports;
  readonly market: Market;
  readonly study: Study;
  readonly alerts: readonly Alert[];
  readonly jobs: readonly Job[];
  /** Strategies of the user's own; none when left out. */
  readonly own?: readonly Strategy<unknown>[];
  readonly stored: readonly StoredEvent[];
  /** True on a replay, whose last step is run again after a start. */
  readonly rerun: boolean;
  readonly settings: Settings;
  readonly capital: Fixed;
  /** Monotonic wall-clock ms, for measuring alone. */
  readonly stopwatch: () => number;
  /** How a real exchange's feed is doing; a market of bars has none. */
  readonly vitals?: () => Vitals;
  /** Stores what has closed since the last call; gives what is to be told of it, such as gaps. */
  readonly collect?: () => Promise<readonly Emitted[]>;
};

/** The desk at work: everything that the clock, the market and people can set going. */
export type Trader = {
  readonly desk: Desk;
  readonly exclusive: Exclusive;
  onEvent(listener: Listener): void;
  /** Rebuilds, reconciles and tells of the start; entries are possible only after it. Gives notes for people. */
  start(): Promise<readonly string[]>;
  instant(at: Ms, closed: readonly ClosedCandle[], opened: readonly OpenedBar[]): Promise<void> | undefined;
  /** A job is due. Undefined when it has nothing to do. */
  fire(job: Job, at: Ms): Promise<void> | undefined;
  idleUntil(job: Job): Ms;
  skip(job: Job, firings: number, at: Ms): void;
  miss(job: Job, at: Ms): void;
  /** Runs a person's command as one step of its own. */
  command<T>(work: () => Promise<T>): Promise<T>;
  /** A command that the process did not live to finish; `repeat` runs it once more. */
  readonly interrupted: EventOf<'command'> | undefined;
  repeat(work: () => Promise<void>): Promise<void>;
  /** Takes up what the venue has done outside of an instant, such as a fill at a quote. */
  pulse(): Promise<void>;
  record(...events: readonly Emitted[]): Promise<void>;
  stop(why: string): Promise<void>;
};

export function createTrader(options: TraderOptions): Trader {
  const { ports, market, study, alerts, stored, rerun } = options;
  const { broker, logger } = ports;
  const exclusive = createExclusive();
  const now = ports.now;

  const recorder: Admitting = createRecorder({ log: ports.log, alerts, logger, stored, rerun, desk: () => desk });
  const { state } = recorder;
  let commandStep = rerun ? (lastStep(stored) ?? 0) : 0;
  const readings = createReadings({
    study,
    market,
    state,
    settings: settingsInForce(stored, options.settings),
    own: options.own ?? [],
  });
  const view = (): RiskView =>
    riskView({
      state,
      market,
      now: now(),
      decisionTimeframe: (symbol) => readings.decisionTimeframe(symbol),
      quoteAge: (symbol) => quoteAge(market, now(), symbol),
    });
  const world = worldOf({ market, state, now, broker, account: ports.account, digest: ports.digest });
  const notBooked = (error: unknown): void => logger('orders', 'error', 'an answer could not be booked', { error });
  const { settle } = createOrderLoop({
    recorder,
    broker,
    world,
    logger,
    replayable: rerun,
    turn: (answer) => void turn(answer).catch(notBooked),
    after: ports.after,
  });
  /** One turn of the desk around something that came in its own time. */
  const turn = <T>(work: () => T): Promise<T> =>
    exclusive(async () => {
      recorder.begin(null);
      const result = work();
      await finish();
      return result;
    });
  let reconciling = false;
  const reconcileBeside = async (from: RemoteBroker): Promise<void> => {
    if (reconciling) return;
    reconciling = true;
    try {
      const { notes } = await answerWithin(ports.after, () => reconcileRemote(recorder, from, now(), turn));
      for (const note of notes) logger('orders', 'warn', note);
    } catch (error) {
      const says = error instanceof Error ? error.message : String(error);
      await turn(() => recorder.emit({ type: 'jobFailed', at: now(), job: 'reconcile', says }));
    } finally {
      reconciling = false;
    }
  };
  /** The end of a turn: everything that follows is done, and all of it is durable. */
  const finish = async (): Promise<void> => {
    await settle();
    await recorder.commit();
  };
  /** Writes what it can; what cannot be written now stays at the front of the next batch. */
  const save = (): Promise<void> =>
    recorder.commit().catch((error: unknown) => {
      logger('bot', 'error', 'events could not be saved yet; nothing that adds risk goes out before they are', {
        error: error instanceof Error ? error.message : String(error),
      });
    });
  let savedAt = options.stopwatch();
  const commitStep = async (): Promise<void> => {
    await recorder.commit();
    savedAt = options.stopwatch();
  };
  const saveStep = (): Promise<void> | undefined =>
    rerun && recorder.unsaved < MOST_UNSAVED && options.stopwatch() - savedAt < LONGEST_UNSAVED ? undefined : commitStep();
  /** The end of a step. A replay's can be played again, so it is written with those around it. */
  const finishStep = (): Promise<void> | undefined => {
    const settling = settle();
    return settling === undefined ? saveStep() : settling.then(saveStep);
  };
  const equity = (): Fixed => equityOf(state.account, marksOf(market));
  const cycle = { recorder, market, readings, view, equity, digest: ports.digest, account: ports.account };
  const limits = createLimits(cycle);

  /** What each job saw when it last ran: nothing new means nothing to do. */
  const seen = new Map<string, number>();
  const movement = (): number => (market.kind === 'bars' ? 0 : market.changes) + recorder.moved;
  const once = async (job: string, work: () => Promise<void>): Promise<void> => {
    await work();
    seen.set(job, movement());
  };

  const desk: JobDesk = {
    account: ports.account,
    label: ports.label,
    version: ports.version,
    market,
    now,
    state: () => state,
    risk: view,
    equity,
    ranked: () => {
      // Among bars nobody ranks between the decisions: whoever asks sees what the facts since then have changed.
      if (market.kind === 'bars' && readings.ranked().length > 0) readings.rank(now());
      return readings.ranked();
    },
    why: async (symbol, at) => readings.receipt(symbol, at ?? now(), []),
    study: {
      strategies: readings.strategies,
      timeframes: (symbol) => market.timeframesOf(symbol),
      decisionTimeframe: (symbol) => readings.decisionTimeframe(symbol),
      levels: (symbol, timeframe) => readings.studied(symbol)?.analysis.levels(timeframe, now()) ?? [],
      divergences: (symbol, timeframe, limit) => readings.studied(symbol)?.analysis.divergences(timeframe, now(), limit) ?? [],
      measures: (symbol) => measuresOf({ readings, market }, symbol, now()),
    },
    requestId: (request) =>
      decisionId(ports.digest, ports.account, `${request} ${state.numbers.decision}`, now(), state.settings.version),
    async act(...events) {
      assertStatements(events);
      recorder.emit(...events);
      await settle();
      // A command's effects wait for its audit row, unless they reduce; what is carried out already no full disk can undo.
      await (events.some(({ type }) => type === 'command') ? recorder.commit() : save());
    },
    async submit(plan, who) {
      const submitted = submit(plan, { recorder, view: view(), now: now(), who });
      await finish();
      return submitted;
    },
    async answer(proposal, given) {
      const answered = answer(proposal, given, { recorder, view: view(), now: now() });
      await finish();
      return answered;
    },
    async history(query) {
      await recorder.commit();
      return ports.log.history(query);
    },
    oneTimeCodes: ports.oneTimeCodes,
    linkCode: ports.linkCode,
    configured: ports.configured,
    jobs: () => jobRunner.stats(),
    health: ports.health,
    logs: ports.logs,
    idleUntil: (job) => {
      // Where there are quotes, silence is what the guard looks for.
      if (job === 'report' || (job === 'guard' && market.kind === 'quotes')) return Number.NEGATIVE_INFINITY;
      if (job === 'expire') return nextExpiry(state);
      // Prices and facts among bars lead to all that they lead to at their own instant; only the broker can know more.
      if (market.kind === 'bars' && job !== 'reconcile') return Number.POSITIVE_INFINITY;
      return seen.get(job) === movement() ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    },
    collect: () =>
      once('collect', async () => {
        if (options.collect === undefined) return;
        recorder.emit(...(await options.collect()));
        await finish();
      }),
    scan: () =>
      once('scan', async () => {
        readings.rank(now());
      }),
    guard: () =>
      once('guard', async () => {
        manage(cycle, now(), 'quote');
        limits(now(), options.vitals?.());
        await settle();
      }),
    reconcile: () =>
      once('reconcile', async () => {
        if (broker.answers === 'later') void reconcileBeside(broker).catch(notBooked);
        else for (const note of reconcileNow(recorder, broker, now()).notes) logger('orders', 'warn', note);
        await settle();
      }),
    expire: async () => {
      recorder.emit(...expiries(state, now()));
      await settle();
    },
    report: async () => {
      if (!recorder.wants('report')) return;
      for (const told of [dailyReport(state, now(), equity()), weeklyReport(state, now(), equity())])
        if (told !== undefined) recorder.emit(told);
      await settle();
    },
  };
  const jobRunner = createJobRunner({ jobs: options.jobs, desk, recorder, logger, stopwatch: options.stopwatch });

  /** On a replay every step is numbered, so that an unfinished one can be run again; on the wall clock there are none. */
  const begin = (step: number): void => {
    endOldGrants();
    recorder.begin(rerun ? step : null);
  };
  /** Grants end with the process they were given in: before the first step that is not one run again, and as no part of it. */
  let grantsAreOld = stored.length > 0;
  const endOldGrants = (): void => {
    if (!grantsAreOld || recorder.expected !== undefined) return;
    grantsAreOld = false;
    recorder.begin(null);
    recorder.emit(...endAtRestart(state, now()));
  };

  const playInstant = createInstant({
    cycle,
    study,
    limits,
    settle,
    ...(options.vitals === undefined ? {} : { vitals: options.vitals }),
  });

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
          stored,
          settings: options.settings,
          capital: options.capital,
          now: now(),
        };
        tellStart(recorder, beginning, rerun);
        const notes = beginAccount(recorder, beginning);
        doubtUnanswered(recorder, now());
        await settle();
        const result =
          broker.answers === 'at once'
            ? reconcileNow(recorder, broker, now())
            : await answerWithin(ports.after, () => reconcileRemote(recorder, broker, now(), (book) => Promise.resolve(book())));
        recorder.emit({ type: 'recovered', at: now(), ...result, notes: [...result.notes] });
        await recorder.commit();
        return [...notes, ...result.notes];
      }),
    instant: (at, closed, opened) =>
      exclusive.now(() => {
        begin(at * STEPS_A_MS);
        const playing = playInstant(at, closed, opened);
        return playing === undefined ? finishStep() : playing.then(finishStep);
      }),
    fire(job, at) {
      if (at < desk.idleUntil(job.name)) {
        jobRunner.skip(job, 1, at);
        return undefined;
      }
      return exclusive(async () => {
        begin(at * STEPS_A_MS);
        await jobRunner.fire(job, at);
        await finishStep();
      });
    },
    idleUntil: (job) => desk.idleUntil(job.name),
    skip: (job, firings, at) => jobRunner.skip(job, firings, at),
    miss: (job, at) => jobRunner.miss(job, at),
    command: (work) =>
      exclusive(async () => {
        commandStep = Math.max(commandStep, now() * STEPS_A_MS) + 1;
        begin(commandStep);
        const result = await work();
        await save();
        return result;
      }),
    interrupted: recorder.expected?.type === 'command' ? recorder.expected : undefined,
    repeat: (work) =>
      exclusive(async () => {
        recorder.begin(commandStep);
        await work();
        await recorder.commit();
      }),
    pulse: () => exclusive(finish),
    record: (...events) =>
      exclusive(async () => {
        recorder.emit(...events);
        await finish();
      }),
    stop: (why) =>
      exclusive(async () => {
        recorder.begin(null);
        recorder.emit({ type: 'stopped', at: now(), why });
        await recorder.commit();
      }),
  };
}
