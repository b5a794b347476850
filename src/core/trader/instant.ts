import type { OpenedBar } from '../replay/clock.ts';
import type { ClosedCandle } from '../study/market.ts';
import type { Study } from '../study/plug.ts';
import { DAY, type Ms } from '../time.ts';
import { type Cycle, decide } from './decide.ts';
import { limits, type Vitals } from './limits.ts';
import { manage } from './manage.ts';
import { keptBars } from './memory.ts';
import { watch } from './watch.ts';

type InstantOptions = {
  readonly cycle: Cycle;
  readonly study: Study;
  /** Takes what has happened and does all that follows from it. */
  readonly settle: () => Promise<void>;
  readonly vitals?: () => Vitals;
};

/**
 * The straight line of one instant, in its order: the bars that close move the market and the study; what they brought is
 * told, open positions and limits are looked after; the symbols decide; then the bars that open are met. What each part
 * leads to is done before the next begins.
 */
export const createInstant =
  ({ cycle, study, settle, vitals }: InstantOptions) =>
  async (at: Ms, closed: readonly ClosedCandle[], opened: readonly OpenedBar[]): Promise<void> => {
    const { market, recorder } = cycle;
    for (const bar of closed) market.close(at, bar);
    market.closeUpTo(at);
    await settle();
    study.advance();
    if (at % DAY === 0) study.forget(keptBars(recorder.state.settings.values.timeframes));
    watch(cycle, at, closed);
    manage(cycle, at, 'close');
    limits(cycle, at, vitals?.());
    await settle();
    decide(cycle, at);
    await settle();
    for (const bar of opened) market.open(bar.symbol, at, bar.price, bar.volume);
    await settle();
  };
