import type { ExecutionReport, ImmediateBroker } from '../execution/broker.ts';
import type { Ms } from '../time.ts';
import type { Matching } from './matching.ts';

/** A broker whose market is moved from outside; what the moves fill goes to the listeners like all other reports. */
export type PaperBroker = ImmediateBroker & {
  open(...args: Parameters<Matching['open']>): void;
  bar(...args: Parameters<Matching['bar']>): void;
  quote(...args: Parameters<Matching['quote']>): void;
  fund(...args: Parameters<Matching['fund']>): void;
  relist(...args: Parameters<Matching['relist']>): void;
};

/**
 * The matching engine behind the desk's broker port. Refusals arrive as ExchangeError `rejected` and are no reports;
 * everything else is told to the listeners in the order it happened, even when a listener places the next order.
 */
export function paperBroker(matching: Matching, now: () => Ms): PaperBroker {
  const listeners: ((report: ExecutionReport) => void)[] = [];
  const queue: ExecutionReport[] = [];
  let telling = false;

  const tell = (reports: readonly ExecutionReport[]): void => {
    queue.push(...reports);
    if (telling) return;
    telling = true;
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        for (const listener of listeners) listener(next);
      }
    } finally {
      telling = false;
    }
  };

  return {
    answers: 'at once',
    mode: 'paper',
    absenceProves: true,
    capabilities: matching.capabilities,
    place(request) {
      tell(matching.place(request, now()));
    },
    cancel(clientId) {
      tell(matching.cancel(clientId, now()));
    },
    order: (clientId) => matching.order(clientId),
    openOrders: () => matching.openOrders(),
    trades: (since) => matching.trades(since),
    holdings: () => matching.holdings(),
    onExecution(listener) {
      listeners.push(listener);
    },
    open: (...args) => tell(matching.open(...args)),
    bar: (...args) => tell(matching.bar(...args)),
    quote: (...args) => tell(matching.quote(...args)),
    fund: (...args) => tell(matching.fund(...args)),
    relist: (...args) => matching.relist(...args),
  };
}
