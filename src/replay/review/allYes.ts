import type { Ports } from '../../core/desk/desk.ts';
import { createRecorder } from '../../core/desk/recorder.ts';
import type { AllYes } from '../../core/desk/review.ts';
import type { AccountId, EventLog } from '../../core/facts/eventLog.ts';
import type { DeskEvent, EventType } from '../../core/facts/events.ts';
import { type RuleChange, under } from '../../core/facts/ruleChange.ts';
import type { Settings } from '../../core/facts/settings.ts';
import { type Fixed, fixed, ZERO } from '../../core/money.ts';
import type { Admitting } from '../../core/risk/clear.ts';
import { TERMINAL } from '../../core/state/people.ts';
import { DESK } from '../../core/state/position.ts';
import { waiting } from '../../core/state/proposals.ts';
import { STEPS_A_MS } from '../../core/state/standing.ts';
import type { Ms } from '../../core/time.ts';
import type { OwnPlugins } from '../../core/trader/ownPlugins.ts';
import { openReplayDesk, type Stretch } from '../desk.ts';
import type { Span } from './span.ts';

export type AllYesGiven = {
  readonly account: AccountId;
  /** The market of the run, from the run's own beginning on. */
  readonly stretch: Omit<Stretch, 'to'>;
  /** The account as it stood at the beginning, which is taken over and changed, and what people changed since. */
  readonly span: Span;
  /** Values that the run began with. */
  readonly settings: Settings;
  readonly capital: Fixed;
  readonly own: OwnPlugins;
  readonly to: Ms;
  /** Under which the days are played, from their beginning to their end. */
  readonly rule?: RuleChange | undefined;
  /** Told how far it is, 0 to 1, as often as the clock moves. */
  readonly told: (done: number) => void;
};

/** It takes two people where that is set, and both say yes; of a drill nothing follows. */
const byOne = (values: Settings): Settings => ({
  ...values,
  approval: { ...values.approval, twoAbove: undefined, drills: false },
});

/** All else is not even worked out where nothing follows from it. */
const COUNTED: ReadonlySet<EventType> = new Set<EventType>(['proposed', 'positionOpened', 'positionClosed', 'transfer']);

const nobodyAsks = (): Promise<never> => Promise.reject(new Error('nobody asks this desk'));

/** What is around a desk that nobody speaks with, and of which nothing is kept. */
const noPorts = (account: AccountId, { fills }: Span, settings: Settings, told: (event: DeskEvent) => void) => {
  const log: EventLog & Pick<Ports['log'], 'queries'> = {
    wants: (type) => COUNTED.has(type),
    append(batch) {
      for (const { event } of batch) told(event);
      return Promise.resolve();
    },
    // What its broker is told of what went before; nothing else is read of it.
    history: ({ types, from = 0 }) =>
      Promise.resolve(
        types?.includes('fill') === true
          ? fills
              .filter(({ at }) => at >= from)
              .map((event, i) => ({ seq: i + 1, step: null, event }))
              .toReversed()
          : [],
      ),
    queries: {
      trades: nobodyAsks,
      trade: nobodyAsks,
      legs: nobodyAsks,
      tallies: nobodyAsks,
      endedLegs: nobodyAsks,
      ended: nobodyAsks,
      marks: nobodyAsks,
      equity: nobodyAsks,
    },
  };
  return {
    account,
    version: '',
    log,
    logger: () => undefined,
    oneTimeCodes: {
      has: nobodyAsks,
      verify: nobodyAsks,
      begin: () => ({ uri: '', secret: '' }),
      confirm: nobodyAsks,
      remove: nobodyAsks,
    },
    linkCode: () => ({ code: '', for: 0 }),
    configured: () => Promise.resolve(settings),
    health: () => Promise.resolve([]),
    logs: () => Promise.resolve([]),
  };
};

/**
 * Plays days again from the account as it stood at their beginning, by the desk itself, with a yes to every card at the moment it is
 * asked: same candles, same slots, same limits, same budget of asks. Settings, switches and pauses come when they came; what people
 * closed, bought or moved by hand does not. It is a desk of its own in memory, of which nothing is written anywhere.
 */
export async function playAllYes(given: AllYesGiven): Promise<AllYes> {
  const { account, stretch, span, settings, capital, own, to, rule, told } = given;
  const { state, since } = span;
  const ruled = (values: Settings): Settings => byOne(rule === undefined ? values : under(rule, values));
  state.settings.values = ruled(state.settings.values);
  const denied = rule?.kind === 'deny' ? rule.symbol : undefined;
  if (denied !== undefined) state.symbols.set(denied, { allowed: false, who: TERMINAL, until: undefined });
  // A lock is one person's: everybody says yes.
  state.locks.clear();
  const tally = { asked: 0, entered: 0, closed: 0, won: 0, moved: ZERO };
  const count = (event: DeskEvent): void => {
    if (event.type === 'proposed' && event.by === DESK) tally.asked += 1;
    else if (event.type === 'positionOpened') tally.entered += 1;
    else if (event.type === 'transfer') tally.moved += fixed(event.amount);
    else if (event.type === 'positionClosed') {
      tally.closed += 1;
      if (fixed(event.profit) > ZERO) tally.won += 1;
    }
  };
  const made: Admitting[] = [];
  const { trader, clock } = await openReplayDesk({
    ports: noPorts(account, span, settings, count),
    stretch: { ...stretch, to },
    label: '',
    pace: (at) => {
      told(Math.min(1, (at - since) / (to - since)));
      return undefined;
    },
    leap: true,
    // A command's step: its instant is done.
    standing: { state, step: since * STEPS_A_MS + 1, again: [] },
    settings,
    capital,
    own,
    alerts: [],
    agreeing: { budgeted: true },
    recorder(options) {
      const recorder = createRecorder(options);
      made.push(recorder);
      return recorder;
    },
  });
  const [recorder] = made;
  if (recorder === undefined) throw new Error('the desk has no recorder');
  const { desk } = trader;
  const stop = new AbortController().signal;
  await trader.start();
  const began = desk.equity();
  const everybody = { id: TERMINAL, name: 'everybody', role: 'admin' } as const;
  for (const { id } of waiting(desk.state().proposals, since))
    await trader.command(() => desk.answer(id, { answer: 'approve', who: everybody, why: '' }));
  for (const change of span.changes) {
    if (change.type === 'symbolSwitched' && change.symbol === denied) continue;
    await clock.runUntil(change.at, stop);
    await trader.command(async () =>
      recorder.emit(change.type === 'settings' ? { ...change, values: ruled(change.values) } : change),
    );
    await trader.pulse();
  }
  await clock.runUntil(to, stop);
  await trader.stop('played');
  return { began, equity: desk.equity(), ...tally };
}
