import { type Fixed, ZERO } from '../money.ts';
import { currencyOf } from '../reply/currency.ts';
import { type HaltEvent, haltsDue } from '../risk/halts.ts';
import { dayStartOf } from '../state/account.ts';
import type { Recorder } from '../state/recording.ts';
import { type Ms, utcDay } from '../time.ts';
import type { DecisionContext } from './decide.ts';

/** How the feed of a real exchange is doing. */
export type Vitals = {
  /** Age of the newest data there is of any symbol. */
  readonly dataAge: Ms | undefined;
  /** This machine's clock less the exchange's, ms; undefined where there is nothing to compare with. */
  readonly skew: Ms | undefined;
};

/**
 * Holds the account against its loss limits: warnings, halts that begin and halts that end. A new halt also stops entries under way.
 * They follow from what has moved, equity, the day and its first mark, so while all of them stand there is nothing to look at again; a feed has its own times.
 */
export function createLimits({ recorder, market, view, equity }: DecisionContext, feed?: () => Vitals): (at: Ms) => void {
  const { state } = recorder;
  let [moved, day] = [-1, Number.NaN];
  let known: Fixed | undefined;
  let marked: Ms | undefined;
  const waits = (): boolean => {
    for (const { status } of state.orders.working.values()) if (status === 'unknown') return true;
    return false;
  };
  return (at) => {
    const vitals = feed?.();
    const now = equity();
    const today = utcDay(at);
    if (
      vitals === undefined &&
      moved === recorder.moved &&
      day === today &&
      marked === state.account.marks.at(-1)?.at &&
      known === now &&
      !waits()
    )
      return;
    const { risk, execution } = state.settings.values;
    const events = haltsDue({
      now: at,
      risk,
      equity: now,
      currency: currencyOf({ market }),
      peak: state.account.peak,
      dayStart: dayStartOf(state.account, at),
      openRisk: () => view().exposures.reduce((sum, exposure) => sum + exposure.risk, ZERO),
      lossesInRow: state.account.lossesInRow,
      lastClosedAt: state.account.lastClosedAt,
      dataAge: vitals?.dataAge,
      maxDataAge: execution.quoteAge,
      skew: vitals?.skew,
      unknown: [...state.orders.working.values()].flatMap((order) =>
        order.status === 'unknown' ? [{ clientId: order.clientId, symbol: order.symbol, since: order.statusAt }] : [],
      ),
      active: state.halts,
      told: state.riskTold,
    });
    if (events.length > 0) tell(recorder, at, events);
    else [moved, day, marked, known] = [recorder.moved, today, state.account.marks.at(-1)?.at, now];
  };
}

function tell(recorder: Recorder, at: Ms, events: readonly HaltEvent[]): void {
  recorder.emit(...events);
  if (events.every((event) => event.type !== 'halted')) return;
  for (const decision of recorder.state.entries.keys())
    recorder.emit({ type: 'entryStopped', at, decision, who: 'desk', why: 'halted' });
}
