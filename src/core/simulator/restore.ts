import type { Fill, OrderReport } from '../execution/broker.ts';
import type { EventOf } from '../facts/events.ts';
import { type Fixed, fixed, ZERO } from '../money.ts';
import { ledgerHoldings } from '../state/holdings.ts';
import { type Order, requestOf, TRIGGERED } from '../state/orders.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';
import type { Restored, RestoredClose, RestoredMarket, RestoredOrder } from './restored.ts';

/** A bar that is running when a desk starts again: when and at what it opened, and the volume it will have. */
export type RunningBar = { readonly symbol: string; readonly at: Ms; readonly price: number; readonly volume: number };

/** What a market of bars shows when a desk starts again: the bars that run, and the last closes of symbols where none does. */
export type StandingPrices = { readonly running: readonly RunningBar[]; readonly closes: readonly RestoredClose[] };

/**
 * What a paper venue must be told after a restart, out of the desk's own fold and the fills since the running bars began, oldest first. An order that was intended and never
 * acknowledged is left out: on paper the venue lives in this process, so such an order never arrived.
 */
export function restoredVenue(
  state: DeskState,
  heard: readonly EventOf<'fill'>[],
  { running, closes }: StandingPrices,
): Restored {
  // A step that is run again fills anew what it has filled.
  const fills = heard.filter(({ symbol, tradeId }) => state.account.trades.has(`${symbol} ${tradeId}`));
  const taken = ({ symbol, at }: RunningBar): Fixed =>
    fills.reduce((sum, fill) => (fill.symbol === symbol && fill.at >= at ? sum + fixed(fill.quantity) : sum), ZERO);
  return {
    orders: [...state.orders.all.values()].flatMap(restoredOrder),
    holdings: ledgerHoldings(state.account.positions.values()),
    markets: running.map((bar): RestoredMarket => ({ ...bar, taken: taken(bar) })),
    closes,
    trades: fills.map(
      (fill): Fill => ({
        clientId: fill.clientId,
        symbol: fill.symbol,
        side: fill.side,
        tradeId: fill.tradeId,
        price: fixed(fill.price),
        quantity: fixed(fill.quantity),
        fee: fixed(fill.fee),
        liquidity: fill.liquidity,
        at: fill.at,
      }),
    ),
  };
}

function restoredOrder(order: Order): readonly RestoredOrder[] {
  const status = venueStatus(order);
  if (status === undefined) return [];
  return [
    {
      request: requestOf(order),
      placedAt: order.intendedAt,
      status,
      filled: order.filled,
      fills: order.fills,
      triggered: order.says === TRIGGERED,
      reason: order.says,
      at: order.statusAt,
    },
  ];
}

function venueStatus({ status }: Order): OrderReport['status'] | undefined {
  if (status === 'open' || status === 'canceling') return 'open';
  if (status === 'filled' || status === 'canceled' || status === 'rejected') return status;
  return undefined;
}
