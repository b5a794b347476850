import type { EventLog } from '../facts/eventLog.ts';
import type { EventOf } from '../facts/events.ts';
import type { Settings } from '../facts/settings.ts';
import type { DeskState } from '../state/state.ts';
import type { Market } from '../study/market.ts';
import { DAY, type Ms } from '../time.ts';
import { type FundingRates, moveWith } from './marketInput.ts';
import { createMatching } from './matching.ts';
import { type PaperBroker, paperBroker } from './paperBroker.ts';
import { restoredVenue, type StandingPrices } from './restore.ts';

/** A paper venue that is opened again answers for its trades of this long. */
const REMEMBERED_FILLS = DAY;

type PaperVenueOptions = {
  readonly market: Market;
  readonly execution: Settings['execution'];
  readonly now: () => Ms;
  /** Funding rates that are still to come; none when left out. */
  readonly funding?: FundingRates;
};

/** A venue of pretend money on a market's own instruments. */
export type PaperVenue = {
  readonly broker: PaperBroker;
  /** Takes up where a desk's log stands, at the prices that stand; from then on a market of bars moves it. */
  restore(state: DeskState, log: Pick<EventLog, 'history'>, prices: StandingPrices): Promise<void>;
};

export function paperVenue({ market, execution, now, funding }: PaperVenueOptions): PaperVenue {
  const matching = createMatching({ instruments: market.instruments(), ...execution });
  const broker = paperBroker(matching, now);
  return {
    broker,
    async restore(state, log, prices) {
      const since = Math.min(now() - REMEMBERED_FILLS, ...prices.running.map(({ at }) => at));
      const { orders, ...restored } = restoredVenue(state, await fillsSince(log, since), prices);
      // Prices that the market has seen since may have made its rules finer.
      for (const instrument of market.instruments()) matching.relist(instrument);
      // A symbol that is listed no more has no market to rest on.
      matching.restore({ ...restored, orders: orders.filter(({ request }) => market.instrument(request.symbol) !== undefined) });
      if (market.kind === 'bars') moveWith(market, broker, funding);
    },
  };
}

/** The account's fills at or after a moment, oldest first. */
async function fillsSince(log: Pick<EventLog, 'history'>, from: Ms): Promise<readonly EventOf<'fill'>[]> {
  const rows = await log.history({ types: ['fill'], from, limit: Number.MAX_SAFE_INTEGER });
  return rows.flatMap(({ event }) => (event.type === 'fill' ? [event] : [])).toReversed();
}
