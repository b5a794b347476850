import { ExchangeError, type ExecutionReport, type ImmediateBroker } from '../../src/core/execution/broker.ts';
import { type OrderRequest } from '../../src/core/facts/orderRequest.ts';

export type Plan = {
  /** Stands between the desk and `accept`, which hands the order to the real paper broker. */
  place?(request: OrderRequest, accept: () => void): void;
  /** Passes news on, or holds, repeats, reorders or loses them. */
  hear?(news: ExecutionReport, tell: (news: ExecutionReport) => void): void;
  /** False as at an exchange, where "no such order" proves nothing. */
  readonly absenceProves?: boolean;
};

/** A paper broker that goes wrong by plan; `placed` counts the requests by client id. */
export function faultyBroker(
  paper: ImmediateBroker,
  plan: Plan,
): ImmediateBroker & { readonly placed: ReadonlyMap<string, number> } {
  const placed = new Map<string, number>();
  return {
    ...paper,
    placed,
    absenceProves: plan.absenceProves ?? paper.absenceProves,
    place(request) {
      placed.set(request.clientId, (placed.get(request.clientId) ?? 0) + 1);
      const accept = (): void => paper.place(request);
      if (plan.place === undefined) accept();
      else plan.place(request, accept);
    },
    onExecution: (listener) =>
      paper.onExecution((news) => (plan.hear === undefined ? listener(news) : plan.hear(news, listener))),
  };
}

/** For a plan: the broker throws this. */
export const fail = (error: ExchangeError): never => {
  throw error;
};

export const outcomeUnknown = (): ExchangeError => new ExchangeError('unknown', 'no answer in time');
export const refused = (): ExchangeError => new ExchangeError('rejected', 'refused by the exchange');

/** A plan that goes wrong the first `times` times with the orders of one kind. */
export const failing = (purpose: 'entry' | 'stop' | 'exit', times: number, how: (accept: () => void) => void): Plan => {
  let left = times;
  return {
    place(request, accept) {
      if (purposeOf(request) !== purpose || left === 0) return accept();
      left -= 1;
      return how(accept);
    },
  };
};

const purposeOf = ({ kind, reduceOnly }: OrderRequest): string => (kind === 'market' ? (reduceOnly ? 'exit' : 'entry') : kind);
