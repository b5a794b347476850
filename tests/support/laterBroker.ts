import type { ImmediateBroker, RemoteBroker } from '../../src/core/execution/broker.ts';

type Way = (what: 'place' | 'cancel' | 'query', clientId: string) => Promise<void>;
const atOnce: Way = () => Promise.resolve();

/**
 * A venue of this process as an exchange is met: the same answers, each in a promise, and absence proves nothing. `there` is a
 * request's way to the venue, `back` its answer's way from there.
 */
export function laterBroker(broker: ImmediateBroker, there = atOnce, back = atOnce): RemoteBroker {
  /** A refusal comes back on the same way as every other answer. */
  async function asked<T>(what: Parameters<Way>[0], clientId: string, answer: () => T): Promise<T> {
    await there(what, clientId);
    try {
      return answer();
    } finally {
      await back(what, clientId);
    }
  }
  return {
    answers: 'later',
    mode: broker.mode,
    absenceProves: false,
    capabilities: broker.capabilities,
    place: (request) => asked('place', request.clientId, () => broker.place(request)),
    cancel: (clientId, symbol) => asked('cancel', clientId, () => broker.cancel(clientId, symbol)),
    order: (clientId, symbol) => asked('query', clientId, () => broker.order(clientId, symbol)),
    openOrders: () => asked('query', '', () => broker.openOrders()),
    trades: (since) => asked('query', '', () => broker.trades(since)),
    holdings: () => asked('query', '', () => broker.holdings()),
    onExecution: broker.onExecution,
  };
}
