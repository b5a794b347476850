import type { Logger } from '../facts/logger.ts';
import { isEntry, type Order, requestOf } from '../state/orders.ts';
import type { Recorder } from '../state/recording.ts';
import { type Broker, ExchangeError, type ExecutionReport } from './broker.ts';
import type { Effect, World } from './duties/duty.ts';
import { duties } from './duties/list.ts';
import { takeExecution, takeReport, tellStatus } from './executionReports.ts';

/** More turns than any honest sequence needs: past it, something answers every order with the need for another. */
const MOST_TURNS = 200;

export type OrderLoop = {
  /** Takes the broker's news, does everything that is still to be done, and returns when nothing is left. What was recorded last is committed by the caller. */
  settle(): Promise<void>;
};

type OrderLoopOptions = {
  readonly recorder: Recorder;
  readonly broker: Broker;
  readonly world: () => World;
  readonly logger: Logger;
  /** On a replay a cancel need not wait for its row to be synced: what a kill loses is played again. */
  readonly replayable: boolean;
};

/**
 * The loop between facts and effects. Intents are committed and synced before anything is sent; each order is sent once;
 * whatever the exchange answers becomes an event, and what follows from it is asked of the duties again.
 */
export function createOrderLoop({ recorder, broker, world, logger, replayable }: OrderLoopOptions): OrderLoop {
  const inbox: ExecutionReport[] = [];
  broker.onExecution((news) => inbox.push(news));

  const takeInbox = (): void => {
    for (let news = inbox.shift(); news !== undefined; news = inbox.shift()) takeExecution(recorder, news);
  };

  const waitsForDisk = ({ kind }: Effect): boolean => kind === 'send' || (kind === 'cancel' && !replayable);

  /** Writes down what is about to be done, durably before anything leaves; false when it could not be made durable. */
  const writeAhead = async (effects: readonly Effect[]): Promise<boolean> => {
    for (const effect of effects) {
      if (effect.kind === 'send') recorder.emit(effect.intent);
      else if (effect.kind === 'tell') recorder.emit(effect.event);
      else if (effect.kind === 'cancel') tellStatus(recorder, effect.order, 'canceling', world().now, effect.why);
    }
    if (!effects.some(waitsForDisk)) return true;
    try {
      await recorder.commit();
      return true;
    } catch (error) {
      logger('bot', 'error', 'events could not be saved; nothing that adds risk is sent', { error: messageOf(error) });
      return false;
    }
  };

  const sendOrder = async (order: Order, durable: boolean): Promise<void> => {
    // Without a synced intent nothing that adds risk may leave; an exit leaves all the same.
    if (!durable && isEntry(order))
      return tellStatus(recorder, order, 'abandoned', world().now, 'not sent: the intent could not be saved');
    try {
      await broker.place(requestOf(order));
      if (order.status === 'intended') tellStatus(recorder, order, 'open', world().now, '');
    } catch (error) {
      const proven = error instanceof ExchangeError && error.kind === 'rejected';
      tellStatus(recorder, order, proven ? 'rejected' : 'unknown', world().now, messageOf(error));
      logger('orders', 'warn', `order ${order.clientId} ${proven ? 'rejected' : 'of unknown outcome'}`, {
        error: messageOf(error),
      });
    }
  };

  const cancelOrder = async (order: Order): Promise<void> => {
    try {
      await broker.cancel(order.clientId, order.symbol);
      tellStatus(recorder, order, 'canceled', world().now, order.says);
    } catch (error) {
      // A cancel is refused for an order that has already ended: what it ended as is the question.
      if (error instanceof ExchangeError && error.kind === 'rejected') await ask(order);
      else tellStatus(recorder, order, 'unknown', world().now, messageOf(error));
    }
  };

  const ask = async (order: Order): Promise<void> => {
    try {
      const report = await broker.order(order.clientId, order.symbol);
      // What was filled unheard of is fetched before the order's end is taken down: nobody asks about an ended one again.
      if (report !== undefined && report.filled > order.filled)
        for (const trade of await broker.trades(order.intendedAt)) takeExecution(recorder, { kind: 'trade', trade });
      if (report !== undefined) takeReport(recorder, report);
      else if (broker.absenceProves) tellStatus(recorder, order, 'abandoned', world().now, 'never arrived');
    } catch (error) {
      logger('orders', 'warn', `no answer about order ${order.clientId}`, { error: messageOf(error) });
    }
  };

  const perform = async (effect: Effect, durable: boolean): Promise<void> => {
    takeInbox();
    if (effect.kind === 'send') {
      const order = recorder.state.orders.all.get(effect.intent.clientId);
      if (order !== undefined) await sendOrder(order, durable);
    } else if (effect.kind === 'cancel' && effect.order.status === 'canceling') await cancelOrder(effect.order);
    else if (effect.kind === 'ask') await ask(effect.order);
  };

  return {
    async settle() {
      for (let turn = 0; turn < MOST_TURNS; turn++) {
        takeInbox();
        const todo = duties(recorder.state, world());
        if (todo.length === 0) return;
        const durable = await writeAhead(todo);
        for (const effect of todo) await perform(effect, durable);
        takeInbox();
        // What is not durable is tried again by the next turn of the clock, not in a tight loop.
        if (!durable) return;
      }
      logger(
        'orders',
        'error',
        `the desk did not come to rest in ${MOST_TURNS} turns; what is left is looked at again at the next one`,
      );
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
