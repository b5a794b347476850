import type { Alert } from '../alerts/alert.ts';
import { answer } from '../approval/answer.ts';
import { asked } from '../approval/asked.ts';
import { assertFits } from '../approval/fits.ts';
import { assertMayEnter, assertMayState } from '../approval/mayState.ts';
import { submit } from '../approval/submit.ts';
import type { Desk, Hearing, JobStats, Ports } from '../desk/desk.ts';
import { failureText, type StudyFailure } from '../desk/failures.ts';
import { queriesAfter } from '../desk/queries.ts';
import type { Component } from '../facts/logger.ts';
import { type Stated, type Stating, stamped, stampedAsHeard, stampedOfPeople } from '../facts/statements.ts';
import { viewOf } from '../market/marketView.ts';
import type { Opportunity } from '../market/scanner.ts';
import type { RiskRule } from '../risk/rule.ts';
import { nameOf } from '../state/people.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';
import { type DecisionContext, measuresOf, tradedPairs } from './decide.ts';
import { decisionId } from './ids.ts';
import type { Steps } from './steps.ts';

type DeskPortOptions = {
  readonly ports: Ports;
  readonly context: DecisionContext;
  readonly steps: Steps;
  readonly drain: () => Promise<void> | undefined;
  /** The time by which locks end, to be looked at before each is made. */
  readonly lockTime: () => Ms;
  readonly jobs: () => readonly JobStats[];
  readonly alerts: readonly Alert[];
  /** Risk rules of the user's own. */
  readonly rules: readonly RiskRule[];
};

/** An exchange's candles are kept for as long as the study needs them. */
const NOT_AGAIN = 'its days cannot be played again: that takes a replay, whose candles are all there';

/** One line a strategy, of the first series that it failed on. */
const failedStrategies = (failures: readonly StudyFailure[]): readonly Component[] =>
  [...Map.groupBy(failures, ({ strategy }) => strategy)].map(([strategy, on]) => ({
    name: `strategy ${strategy}`,
    state: 'degraded',
    says: failureText(on) ?? '',
  }));

/** Rules that failed when they were asked last. */
const failedRules = (rules: readonly RiskRule[], { failedRules: failed }: DeskState): readonly Component[] =>
  rules.flatMap(({ name }): readonly Component[] => {
    const says = failed.get(name)?.says;
    return says === undefined ? [] : [{ name: `rule ${name}`, state: 'degraded', says: `refuses what it is asked: ${says}` }];
  });

/** The desk as commands, chats and alerts are given it: what they read of it, and what they may set going. */
export function deskPort({ ports, context, steps, drain, lockTime, jobs, alerts, rules }: DeskPortOptions): Desk & Hearing {
  const { recorder, market, readings, view, equity } = context;
  const { state } = recorder;
  const { now } = ports;
  const mild = new Set(alerts.flatMap(({ name, usual }) => (usual === 'warning' || usual === 'critical' ? [] : [name])));
  const called = ({ id }: Stating): Stated => ({ id, name: nameOf(state.people, id) });
  const failures = (): readonly StudyFailure[] => market.instruments().flatMap(({ symbol }) => readings.failures(symbol));
  const warns = (alert: string): boolean => !mild.has(alert);
  let rankedAs = '';
  /** Among bars nobody ranks between the decisions: whoever asks sees what time and facts since then have changed. */
  const ranked = (): readonly Opportunity[] => {
    const as = `${now()} ${recorder.moved}`;
    if (market.kind === 'bars' && readings.ranked().length > 0 && as !== rankedAs) {
      readings.rank(now());
      rankedAs = as;
    }
    return readings.ranked();
  };
  return {
    account: ports.account,
    label: ports.label,
    version: ports.version,
    market: viewOf(market),
    now,
    state: () => state,
    risk: view,
    equity,
    ranked,
    why: async (symbol, at) => readings.receipt(symbol, at ?? now(), []),
    study: {
      strategies: readings.strategies,
      pairs: () => tradedPairs(context),
      failures,
      timeframes: (symbol) => market.timeframesOf(symbol),
      decisionTimeframe: (symbol) => readings.decisionTimeframe(symbol),
      levels: (symbol, timeframe) => readings.studied(symbol)?.analysis.levels(timeframe, now()) ?? [],
      divergences: (symbol, timeframe, limit) => readings.studied(symbol)?.analysis.divergences(timeframe, now(), limit) ?? [],
      measures: (symbol) => measuresOf(context, symbol, now()),
    },
    requestId: (request) =>
      decisionId(ports.digest, ports.account, `${request} ${state.numbers.decision}`, now(), state.settings.version),
    async act(by, ...statements) {
      const facts = statements.map((said) => stamped(said, called(by), now()));
      assertMayState(state, by, facts, warns);
      assertFits(state, facts);
      recorder.emit(...facts);
      await drain();
      await steps.save();
    },
    async register(by, ...statements) {
      const facts = statements.map((said) => stampedOfPeople(said, called(by), now()));
      assertMayState(state, by, facts, warns);
      lockTime();
      recorder.emit(...facts);
      await drain();
      await steps.save();
      // Whoever is on the list no more has no codes left to come back to.
      for (const fact of facts) if (fact.type === 'person' && fact.role === 'none') await ports.oneTimeCodes.remove(fact.person);
    },
    async heard(by, line) {
      const fact = stampedAsHeard(line, called(by), now());
      assertMayState(state, by, [fact], warns);
      recorder.emit(fact);
      await drain();
      // A command's effects wait for its audit row, unless they reduce; what is carried out already no full disk can undo.
      await recorder.commit();
    },
    unstored: () => recorder.unstored,
    async submit(plan, by) {
      assertMayEnter(state, by);
      // A copy of its own: nobody who still holds the plan can change what was cleared.
      const own = asked(structuredClone(plan), state, market, now());
      const submitted = submit(own, { recorder, view: view(), now: now(), who: called(by) });
      await steps.finishDurably();
      return submitted;
    },
    async answer(proposal, given) {
      const answered = answer(
        proposal,
        { ...given, who: { ...given.who, ...called(given.who) } },
        { recorder, view: view(), now: now() },
      );
      await steps.finishDurably();
      return answered;
    },
    async history(query) {
      await steps.stored();
      return ports.log.history(query);
    },
    queries: queriesAfter(steps.stored, ports.log.queries),
    oneTimeCodes: ports.oneTimeCodes,
    linkCode: ports.linkCode,
    configured: ports.configured,
    jobs,
    health: async () => [...(await ports.health()), ...failedStrategies(failures()), ...failedRules(rules, state)],
    logs: ports.logs,
    review: ports.review ?? (async () => ({ kind: 'none', why: NOT_AGAIN })),
  };
}
