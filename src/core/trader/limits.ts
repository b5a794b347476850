import { ZERO } from '../money.ts';
import { haltsDue } from '../risk/halts.ts';
import type { Ms } from '../time.ts';
import type { Cycle } from './decide.ts';

/** How the feed of a real exchange is doing. */
export type Vitals = {
  /** Age of the newest data there is of any symbol. */
  readonly dataAge: Ms | undefined;
  /** This machine's clock against the exchange's; undefined where there is nothing to compare with. */
  readonly skew: Ms | undefined;
};

/** Holds the account against its loss limits: warnings, halts that begin and halts that end. A new halt also stops entries under way. */
export function limits({ recorder, view }: Cycle, at: Ms, vitals?: Vitals): void {
  const { state } = recorder;
  const now = view();
  const events = haltsDue({
    now: at,
    risk: now.settings.risk,
    equity: now.equity,
    peak: state.account.peak,
    dayStart: state.account.dayStart,
    day: state.account.day,
    openRisk: now.exposures.reduce((sum, exposure) => sum + exposure.risk, ZERO),
    lossesInRow: state.account.lossesInRow,
    lastClosedAt: state.account.closed.at(-1)?.closedAt,
    dataAge: vitals?.dataAge,
    maxDataAge: now.settings.execution.quoteAge,
    skew: vitals?.skew,
    unknown: [...state.orders.working.values()].flatMap((order) =>
      order.status === 'unknown' ? [{ clientId: order.clientId, symbol: order.symbol, since: order.statusAt }] : [],
    ),
    active: state.halts,
    told: state.riskTold,
  });
  if (events.length === 0) return;
  recorder.emit(...events);
  if (events.every((event) => event.type !== 'halted')) return;
  for (const decision of state.entries.keys()) recorder.emit({ type: 'entryStopped', at, decision, who: 'desk', why: 'halted' });
}
