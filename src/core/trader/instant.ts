import type { CandleProblem } from '../market/candles.ts';
import type { OpenedBar } from '../replay/clock.ts';
import type { ClosedCandle } from '../study/market.ts';
import type { Study } from '../study/plug.ts';
import { DAY, type Ms } from '../time.ts';
import { type DecisionContext, decide } from './decide.ts';
import { drillToday } from './drills.ts';
import { keptBars } from './keptBars.ts';
import { manage } from './manage.ts';
import { tellOutgrown } from './outgrown.ts';
import { tellStale } from './stale.ts';
import { watch } from './watch.ts';

type InstantOptions = {
  readonly context: DecisionContext;
  readonly study: Study;
  readonly limits: (at: Ms) => void;
  /** Takes what has happened and does all that follows from it. */
  readonly drain: () => Promise<void> | undefined;
};

/**
 * The straight line of one instant, in its order: the bars that close move the market and the study; what they brought is
 * told, open positions and limits are looked after; the symbols decide; then the bars that open are met. What each part
 * leads to is done before the next begins. Undefined where all of it is done at once.
 */
export const createInstant = ({ context, study, limits, drain }: InstantOptions) => {
  const { market, recorder } = context;
  const parts: readonly ((instant: Instant) => void)[] = [
    ({ at, closed }) => {
      const anchor = market.anchorAt(at);
      const passed = market.closedUpTo !== undefined && market.closedUpTo < anchor;
      for (const bar of closed) market.close(at, bar);
      market.closeUpTo(at);
      if (passed) study.begin(anchor);
    },
    ({ at, closed, problems }) => {
      for (const problem of problems) recorder.emit({ type: 'data', at, ...problem });
      study.advance();
      if (at % DAY === 0) study.forget(keptBars(recorder.state.settings.values.timeframes));
      watch(context, at, closed);
      manage(context, at, 'close');
      limits(at);
      tellOutgrown(context, at);
    },
    ({ at }) => {
      decide(context, at);
      drillToday(context, at);
    },
    ({ at, opened }) => {
      for (const bar of opened) market.open(bar.symbol, at, bar.price, bar.volume);
      tellStale(context, at);
    },
  ];
  const play = (instant: Instant, from: number): Promise<void> | undefined => {
    for (let i = from; i < parts.length; i++) {
      parts[i]?.(instant);
      const draining = drain();
      if (draining !== undefined) return draining.then(() => play(instant, i + 1));
    }
    return undefined;
  };
  return (
    at: Ms,
    closed: Instant['closed'],
    opened: Instant['opened'],
    problems: Instant['problems'],
  ): Promise<void> | undefined => play({ at, closed, opened, problems }, 0);
};

type Instant = {
  readonly at: Ms;
  readonly closed: readonly ClosedCandle[];
  readonly opened: readonly OpenedBar[];
  /** What is to be told of candles that are not as they should be. */
  readonly problems: readonly CandleProblem[];
};
