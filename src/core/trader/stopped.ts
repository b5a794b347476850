import type { DeskEvent, EventOf } from '../facts/events.ts';
import type { RiskRule } from '../risk/rule.ts';
import type { LogStanding } from '../state/standing.ts';
import { EndlessError } from '../study/endlessError.ts';
import type { Strategy } from '../study/plug.ts';
import { lengthOf, type Ms } from '../time.ts';
import type { OwnPlugins } from './ownPlugins.ts';

/** A strategy that was stopped, where, and at which instant that was told. */
type StrategyStop = Omit<EventOf<'strategyFailed'>, 'type' | 'stopped'>;
type RuleStop = Omit<EventOf<'ruleFailed'>, 'type' | 'stopped'>;

/**
 * A user's own plug-ins as they are when a replay goes on: what was stopped before stays so without being asked, from the very candle or
 * plan on, in the step that is run again too. Whether work came to an end in time is no fact of the candles, so the log has to say it.
 */
export function stillStopped({ strategies, rules }: OwnPlugins, { state, again }: LogStanding): OwnPlugins {
  const stops = [
    ...[...state.failed.values()].flatMap(({ stopped, ...where }) => (stopped === undefined ? [] : [{ ...where, ...stopped }])),
    ...again.flatMap(strategyStop),
  ];
  return {
    strategies: strategies.map((one) =>
      silenced(
        one,
        stops.filter(({ strategy }) => strategy === one.name),
      ),
    ),
    rules: rules.map((one) => {
      const before = state.failedRules.get(one.name);
      if (before?.stopped === true) return refusing(one, before.says, () => true);
      const stop = again.flatMap(ruleStop).find(({ rule }) => rule === one.name);
      return stop === undefined
        ? one
        : refusing(one, stop.says, ({ legs: [leg] }, { at }) => at === stop.at && leg?.symbol === stop.symbol);
    }),
  };
}

const strategyStop = (event: DeskEvent): readonly StrategyStop[] =>
  event.type === 'strategyFailed' && event.stopped === true ? [event] : [];

const ruleStop = (event: DeskEvent): readonly RuleStop[] =>
  event.type === 'ruleFailed' && event.stopped === true ? [event] : [];

/** On the series where it was stopped it gives nothing from that instant on, on others from the one after. */
function silenced(strategy: Strategy<unknown>, stops: readonly StrategyStop[]): Strategy<unknown> {
  if (stops.length === 0) return strategy;
  const first = Math.min(...stops.map(({ at }) => at));
  return {
    ...strategy,
    start(params, use, bars, out) {
      const made = strategy.start(params, use, bars, out);
      const here = stops.find(({ symbol, timeframe }) => symbol === bars.symbol && timeframe === bars.timeframe);
      const since: Ms = here?.at ?? first + 1;
      return {
        advance(from, to) {
          if (bars.time.at(to - 1) + lengthOf(bars.timeframe) >= since) throw new EndlessError(here?.says);
          made.advance(from, to);
        },
        explain: (i) => made.explain(i),
      };
    },
  };
}

function refusing(rule: RiskRule, says: string, begins: (...asked: Parameters<RiskRule['check']>) => boolean): RiskRule {
  let isStopped = false;
  return {
    ...rule,
    check(plan, view) {
      isStopped ||= begins(plan, view);
      if (isStopped) throw new EndlessError(says);
      return rule.check(plan, view);
    },
  };
}
