import { requestOf } from '../state/orders.ts';
import type { Answers } from './answers.ts';
import type { ImmediateBroker } from './broker.ts';
import type { Driver } from './orderTurn.ts';

/** Requests to a venue inside this process: each is answered before the next is made. */
export const createImmediate = (broker: ImmediateBroker, answers: Answers): Driver => ({
  hand(request, order) {
    const ask = (): void => {
      try {
        const report = broker.order(order.clientId, order.symbol);
        // What was filled unheard of is fetched before the order's end is taken down: nobody asks about an ended one again.
        const missed = report !== undefined && report.filled > order.filled ? broker.trades(order.intendedAt) : [];
        answers.told(order, report, missed);
      } catch (error) {
        answers.noAnswer(order, error);
      }
    };
    if (request.kind === 'send') {
      try {
        broker.place(requestOf(order));
        answers.placed(order);
      } catch (error) {
        answers.notPlaced(order, error);
      }
    } else if (request.kind === 'cancel') {
      try {
        broker.cancel(order.clientId, order.symbol);
        answers.canceled(order);
      } catch (error) {
        if (!answers.notCanceled(order, error)) ask();
      }
    } else ask();
  },
});
