import type { Order } from '../state/orders.ts';
import type { Ms } from '../time.ts';
import type { ExecutionReport } from './broker.ts';
import type { Effect, ExecutionView } from './duties/duty.ts';
import { watchesPrice } from './duties/guardLocked.ts';
import { duties } from './duties/list.ts';
import { ASK_EVERY } from './duties/unknown.ts';
import type { ExecutionRecorder } from './executionRecorder.ts';
import { takeExecution, tellStatus } from './executionReports.ts';

/** What leaves for the broker: everything to be done but stating facts. */
export type BrokerRequest = Exclude<Effect, { readonly kind: 'tell' }>;

/** Makes requests of a broker; what becomes of them comes back as answers, each in its own time. */
export type Driver = {
  /** `order` is as it is written down by now. */
  hand(request: BrokerRequest, order: Order): void;
};

/** The step between facts and effects, without the effects: synchronous, whatever the broker is like. */
export type OrderTurn = {
  /** Something the broker told; it is booked by the next `take` or `next`. */
  hear(report: ExecutionReport): void;
  /** Books what was heard. */
  take(): void;
  /**
   * Books what was heard, writes down what is still to be done, and gives the requests to be made now that they are written down;
   * undefined when nothing is left to do.
   */
  next(): readonly BrokerRequest[] | undefined;
};

export function createOrderTurn(recorder: ExecutionRecorder, view: ExecutionView): OrderTurn {
  const heard: ExecutionReport[] = [];
  /** When an order was last asked about; those that have ended are forgotten at the next question. */
  const asked = new Map<string, Ms>();

  const take = (): void => {
    for (let report = heard.shift(); report !== undefined; report = heard.shift()) takeExecution(recorder, report);
  };

  const { state } = recorder;
  /**
   * Facts there were when nothing was left to do. Duties follow from facts; entries, exits and orders of unknown outcome wait for the
   * time as well, watched targets for the price.
   */
  let restedAt = -1;
  const isAtRest = (): boolean => {
    if (recorder.moved !== restedAt || state.entries.size > 0 || state.exits.size > 0) return false;
    for (const { status } of state.orders.working.values()) if (status === 'unknown') return false;
    return !watchesPrice(state, view);
  };

  /** The same order is asked about again only after a while: an exchange counts questions. */
  const isAskedTooSoon = (effect: Effect, now: Ms): boolean =>
    effect.kind === 'ask' && now - (asked.get(effect.order.clientId) ?? Number.NEGATIVE_INFINITY) < ASK_EVERY;

  return {
    hear: (report) => heard.push(report),
    take,
    next() {
      take();
      if (isAtRest()) return undefined;
      const { now } = view;
      const todo = duties(state, view).filter((effect) => !isAskedTooSoon(effect, now));
      if (todo.length === 0) {
        restedAt = recorder.moved;
        return undefined;
      }
      for (const effect of todo) {
        if (effect.kind === 'send') recorder.emit(effect.intent);
        else if (effect.kind === 'tell') recorder.emit(effect.event);
        else if (effect.kind === 'cancel') tellStatus(recorder, effect.order, 'canceling', now, effect.why);
        else {
          for (const clientId of asked.keys()) if (!state.orders.working.has(clientId)) asked.delete(clientId);
          asked.set(effect.order.clientId, now);
        }
      }
      return todo.filter((effect) => effect.kind !== 'tell');
    },
  };
}
