import type { Answers } from '../../src/core/execution/answers.ts';
import type { Broker, OrderReport, RemoteBroker } from '../../src/core/execution/broker.ts';
import { createGateway } from '../../src/core/execution/gateway.ts';
import { createImmediate } from '../../src/core/execution/immediate.ts';
import type { BrokerRequest, Driver } from '../../src/core/execution/orderTurn.ts';
import type { EventOf } from '../../src/core/facts/events.ts';
import type { OrderRequest } from '../../src/core/facts/orderRequest.ts';
import { decimal } from '../../src/core/money.ts';
import { applyToOrders, noOrders, type Order } from '../../src/core/state/orders.ts';
import { manualClock } from '../venue/manualClock.ts';

/** What becomes of one request: the venue has answered, or refused. */
type Waiting = { readonly answer: (report?: OrderReport) => void; readonly fail: (error: unknown) => void };

const intentOf = ({ quantity, price, trigger, target, ...request }: OrderRequest): EventOf<'intent'> => ({
  ...request,
  type: 'intent',
  at: 0,
  decision: 'contract',
  leg: request.clientId,
  purpose: request.reduceOnly ? 'exit' : 'entry',
  quantity: decimal(quantity),
  ...(price === undefined ? {} : { price: decimal(price) }),
  ...(trigger === undefined ? {} : { trigger: decimal(trigger) }),
  ...(target === undefined ? {} : { target: { ...target, price: decimal(target.price) } }),
  why: 'contract',
});

/** The order as the desk has it, written down before it is handed over. */
function orderOf(intent: EventOf<'intent'>): Order {
  const orders = noOrders();
  applyToOrders(orders, intent);
  const order = orders.all.get(intent.clientId);
  if (order === undefined) throw new Error('an intent makes an order');
  return order;
}

/** An order of which only the name is known, as one is asked about or canceled. */
const named = (clientId: string, symbol: string): Order =>
  orderOf(intentOf({ clientId, symbol, side: 'buy', kind: 'market', quantity: 0n, postOnly: false, reduceOnly: false }));

/**
 * A broker as the desk meets it: its requests go through the driver that the desk has for such a broker, its answers are what that
 * driver makes of the broker's. Queries of the whole account are no driver's, and go to the broker.
 */
export function driven(broker: Broker): RemoteBroker {
  const waiting = new Map<Order, Waiting>();
  const settle = (order: Order): Waiting | undefined => {
    const found = waiting.get(order);
    waiting.delete(order);
    return found;
  };
  const answers: Answers = {
    placed: (order) => settle(order)?.answer(),
    notPlaced: (order, error) => settle(order)?.fail(error),
    notSent: (order) => settle(order)?.fail(new Error('not sent')),
    withdrawn: (order) => settle(order)?.fail(new Error('withdrawn')),
    canceled: (order) => settle(order)?.answer(),
    notCanceled(order, error) {
      settle(order)?.fail(error);
      return true;
    },
    told: (order, report) => settle(order)?.answer(report),
    noAnswer: (order, error) => settle(order)?.fail(error),
  };
  const { after } = manualClock(0);
  const driver: Driver =
    broker.answers === 'at once'
      ? createImmediate(broker, answers)
      : createGateway({ broker, answers, turn: (answer) => answer(), after, whyNot: () => undefined });
  const handed = (request: BrokerRequest, order: Order): Promise<OrderReport | undefined> =>
    new Promise((answer, fail) => {
      waiting.set(order, { answer, fail });
      driver.hand(request, order);
    });
  return {
    answers: 'later',
    mode: 'paper',
    absenceProves: false,
    capabilities: broker.capabilities,
    async place(request) {
      const intent = intentOf(request);
      await handed({ kind: 'send', intent }, orderOf(intent));
    },
    async cancel(clientId, symbol) {
      const order = named(clientId, symbol);
      await handed({ kind: 'cancel', order, why: 'contract' }, order);
    },
    async order(clientId, symbol) {
      const order = named(clientId, symbol);
      return handed({ kind: 'ask', order }, order);
    },
    openOrders: async () => broker.openOrders(),
    trades: async (since) => broker.trades(since),
    holdings: async () => broker.holdings(),
    onExecution: broker.onExecution,
  };
}
