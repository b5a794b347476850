import type { ImmediateBroker, RemoteBroker } from '../../src/core/execution/broker.ts';

/** A venue of this process as an exchange is met: the same answers, each in a promise, and absence proves nothing. `between` stands before each of them. */
export function laterBroker(
  broker: ImmediateBroker,
  between: (what: 'place' | 'cancel' | 'query', clientId: string) => Promise<void> = () => Promise.resolve(),
): RemoteBroker {
  return {
    answers: 'later',
    absenceProves: false,
    capabilities: broker.capabilities,
    async place(request) {
      await between('place', request.clientId);
      broker.place(request);
    },
    async cancel(clientId, symbol) {
      await between('cancel', clientId);
      broker.cancel(clientId, symbol);
    },
    async order(clientId, symbol) {
      await between('query', clientId);
      return broker.order(clientId, symbol);
    },
    async openOrders() {
      await between('query', '');
      return broker.openOrders();
    },
    async trades(since) {
      await between('query', '');
      return broker.trades(since);
    },
    async holdings() {
      await between('query', '');
      return broker.holdings();
    },
    onExecution: broker.onExecution,
  };
}
