import type { Mode } from '../facts/eventLog.ts';
import type { OrderRequest, Side } from '../facts/orderRequest.ts';
import type { Fixed } from '../money.ts';
import type { Ms } from '../time.ts';
import type { VenueCapabilities } from './capabilities.ts';

/**
 * One execution. `tradeId` is unique for the symbol; the same trade may be told more than once. `fee` is what it was worth in quote
 * currency.
 */
export type Fill = {
  readonly clientId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly tradeId: string;
  readonly price: Fixed;
  readonly quantity: Fixed;
  readonly fee: Fixed;
  /** What was taken, where that was not quote currency. */
  readonly feePaid?: { readonly asset: string; readonly amount: Fixed };
  readonly liquidity: 'maker' | 'taker';
  readonly at: Ms;
};

/** What the exchange says of one order now. */
export type OrderReport = {
  readonly clientId: string;
  readonly symbol: string;
  readonly status: 'open' | 'filled' | 'canceled' | 'rejected';
  readonly filled: Fixed;
  /** Why it ended, in the exchange's words. */
  readonly reason?: string;
  readonly at: Ms;
};

/** Funding of a perpetual's holding, received or, below zero, paid; `id` is unique for the symbol. */
export type Funding = {
  readonly id: string;
  readonly symbol: string;
  readonly asset: string;
  readonly rate: number;
  readonly amount: Fixed;
  readonly at: Ms;
};

/** Moved into the account, or out of it below zero, by its owner at the exchange. */
export type Transfer = {
  readonly id: string;
  readonly asset: string;
  readonly amount: Fixed;
  readonly why: string;
  readonly at: Ms;
};

/** The exchange has closed a holding, or a part of it, by force. */
export type Liquidation = Omit<Fill, 'clientId' | 'liquidity'> & { readonly says: string };

/** News pushed by the broker, in the order it happened. */
export type ExecutionReport =
  | { readonly kind: 'funding'; readonly funding: Funding }
  | { readonly kind: 'transfer'; readonly transfer: Transfer }
  | { readonly kind: 'liquidation'; readonly liquidation: Liquidation }
  | { readonly kind: 'trade'; readonly trade: Fill }
  | { readonly kind: 'order'; readonly report: OrderReport };

/**
 * The one door to a venue's orders: paper, testnet and live stand behind it and pass the same conformance suite.
 * `place` and `cancel` end when the venue has acknowledged; every other outcome throws ExchangeError, and only its
 * kind `rejected` proves that nothing was done.
 */
type Door<Answer extends 'at once' | 'later'> = {
  /** A venue inside this process answers at once; an exchange in its own time, or never. */
  readonly answers: Answer;
  /** Whose money its orders move; it serves accounts of that mode alone. */
  readonly mode: Mode;
  /** Whether "no such order" is proof that it never arrived: true on paper, never at an exchange. */
  readonly absenceProves: boolean;
  readonly capabilities: VenueCapabilities;
  place(request: OrderRequest): In<Answer, void>;
  cancel(clientId: string, symbol: string): In<Answer, void>;
  /** The order as the venue knows it; undefined when it does not, which by itself proves nothing. */
  order(clientId: string, symbol: string): In<Answer, OrderReport | undefined>;
  openOrders(): In<Answer, readonly OrderReport[]>;
  /** Executions at or after `since`, oldest first. */
  trades(since: Ms): In<Answer, readonly Fill[]>;
  /** Net quantity held by symbol, negative when short. Zero positions are left out. */
  holdings(): In<Answer, ReadonlyMap<string, Fixed>>;
  onExecution(listener: (report: ExecutionReport) => void): void;
};
type In<Answer, T> = Answer extends 'at once' ? T : Promise<T>;

/** A venue that answers in its own time. */
export type RemoteBroker = Door<'later'>;
/** A venue inside this process: paper, replays, backtests. */
export type ImmediateBroker = Door<'at once'>;
export type Broker = RemoteBroker | ImmediateBroker;

type Ordering = 'place' | 'cancel' | 'onExecution';

/** What may be asked of a venue, without a way to order anything there or to take what it reports. */
export type RemoteQueries = Omit<RemoteBroker, Ordering>;
export type ImmediateQueries = Omit<ImmediateBroker, Ordering>;
export type BrokerQueries = RemoteQueries | ImmediateQueries;

const questionsTo = <Answer extends 'at once' | 'later'>(door: Door<Answer>): Omit<Door<Answer>, Ordering> => ({
  answers: door.answers,
  mode: door.mode,
  absenceProves: door.absenceProves,
  capabilities: door.capabilities,
  order: (clientId, symbol) => door.order(clientId, symbol),
  openOrders: () => door.openOrders(),
  trades: (since) => door.trades(since),
  holdings: () => door.holdings(),
});

/** The questions and nothing else of a broker: whoever has them orders nothing, whatever the types said. */
export const queriesOf = (broker: Broker): BrokerQueries =>
  broker.answers === 'at once' ? questionsTo(broker) : questionsTo(broker);

/** Named by what the caller must do: try again, give the order up, ask what happened, or stop. */
export class ExchangeError extends Error {
  override name = 'ExchangeError';
  readonly kind: 'retry' | 'rejected' | 'unknown' | 'fatal';
  constructor(kind: ExchangeError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
