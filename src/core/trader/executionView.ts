import type { Broker } from '../execution/broker.ts';
import type { ExecutionView } from '../execution/duties/duty.ts';
import type { AccountId } from '../facts/eventLog.ts';
import { fromNumber, toStep } from '../money.ts';
import type { DeskState } from '../state/state.ts';
import type { Market } from '../study/market.ts';
import type { Ms } from '../time.ts';
import { quoteAge, waitOver } from './clock.ts';
import { type Digest, orderId } from './ids.ts';

type ExecutionViewOptions = {
  readonly market: Market;
  readonly state: DeskState;
  readonly now: () => Ms;
  readonly broker: Broker;
  readonly account: AccountId;
  readonly digest: Digest;
};

/** What the duties see of the desk's surroundings; every look is as of its own moment. */
export const executionViewOf = ({ market, state, now, broker, account, digest }: ExecutionViewOptions): ExecutionView => ({
  get now() {
    return now();
  },
  instrument: (symbol) => market.instrument(symbol),
  capabilities: (symbol) => broker.capabilities[market.instrument(symbol)?.kind ?? 'perpetual'],
  price(symbol) {
    const quote = market.quote(symbol);
    const instrument = market.instrument(symbol);
    if (quote === undefined || instrument === undefined) return undefined;
    return toStep(fromNumber(quote.last), instrument.tick, 'nearest');
  },
  waitOver: (symbol, placedAt) => waitOver(market, state, now(), symbol, placedAt),
  quoteFresh: (symbol) =>
    market.kind === 'bars' ||
    (quoteAge(market, now(), symbol) ?? Number.POSITIVE_INFINITY) <= state.settings.values.execution.quoteAge,
  clientId: (decision, leg) => orderId(digest, account, decision, leg),
  absenceProves: broker.absenceProves,
});
