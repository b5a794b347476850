import type { Logger } from '../facts/logger.ts';
import { messageOf } from '../facts/messageOf.ts';
import { StoreError } from '../facts/storeError.ts';
import { isEntry, type Order } from '../state/orders.ts';
import type { Ms } from '../time.ts';
import { createAnswers } from './answers.ts';
import type { Broker } from './broker.ts';
import type { ExecutionView } from './duties/duty.ts';
import type { ExecutionRecorder } from './executionRecorder.ts';
import { createGateway, type Timer } from './gateway.ts';
import { createImmediate } from './immediate.ts';
import { type BrokerRequest, createOrderTurn, type Driver } from './orderTurn.ts';

/** More turns than any honest sequence needs: past it, something answers every order with the need for another. */
const MOST_TURNS = 200;

export type OrderLoop = {
  /**
   * Takes what the broker told and does everything that is still to be done. Undefined when it is done at once; else it resolves when
   * every request is made and, on a replay, answered. What was recorded last is committed by the caller.
   */
  drain(): Promise<void> | undefined;
};

export type OrderLoopOptions = {
  readonly recorder: ExecutionRecorder;
  readonly broker: Broker;
  readonly view: ExecutionView;
  readonly logger: Logger;
  /** A replay's steps can be played again: its intents need not be durable before their order is met. */
  readonly replayable: boolean;
  /** Runs a turn of the desk around an answer that came in its own time, and all that follows from it. */
  readonly turn: (answer: () => void) => void;
  readonly after: Timer;
};

/**
 * The loop between facts and effects. Intents are committed and synced before anything is sent; each order is sent once;
 * whatever the venue answers becomes a fact, and what follows from it is asked of the duties again.
 */
export function createOrderLoop(options: OrderLoopOptions): OrderLoop {
  const { recorder, broker, view, logger, replayable, turn, after } = options;
  const now = (): Ms => view.now;
  const answers = createAnswers({ recorder, now, logger, absenceProves: broker.absenceProves });
  const orders = createOrderTurn(recorder, view);
  const restless = (): void =>
    logger(
      'orders',
      'error',
      `the desk did not come to rest in ${MOST_TURNS} turns; what is left is looked at again at the next one`,
    );

  /** Writes down what is to leave: durably, so that all of it may; not yet, so that only what reduces risk may; or nothing may. */
  const writeAhead = async (requests: readonly BrokerRequest[]): Promise<'durable' | 'not yet' | 'not ours'> => {
    if (!requests.some(({ kind }) => kind === 'send' || kind === 'cancel')) return 'durable';
    try {
      await recorder.commit();
      return 'durable';
    } catch (error) {
      const says = messageOf(error);
      // Whoever has taken the account looks after its positions: an exit from here would be one too many.
      const fenced = error instanceof StoreError && error.kind === 'in use';
      const what = fenced ? 'nothing is sent' : 'nothing that adds risk is sent';
      logger('bot', 'error', `events could not be saved; ${what}`, { error: says });
      return fenced ? 'not ours' : 'not yet';
    }
  };

  const orderOf = (request: BrokerRequest): Order | undefined =>
    request.kind === 'send' ? recorder.state.orders.all.get(request.intent.clientId) : request.order;

  const draining = ({ hand }: Driver) => {
    /** Whether any was handed over. */
    const handAll = (requests: readonly BrokerRequest[], durable: boolean): boolean => {
      let handed = false;
      for (const request of requests) {
        orders.take();
        const order = orderOf(request);
        if (order === undefined) continue;
        // What was heard meanwhile may have ended the order.
        if (request.kind === 'cancel' && order.status !== 'canceling') continue;
        if (request.kind === 'send' && !durable && isEntry(order)) answers.notSent(order);
        else {
          hand(request, order);
          handed = true;
        }
      }
      return handed;
    };
    return {
      now(): undefined {
        for (let n = 0; n < MOST_TURNS; n++) {
          const requests = orders.next();
          if (requests === undefined) return;
          handAll(requests, true);
        }
        restless();
      },
      async durably(): Promise<void> {
        for (let n = 0; n < MOST_TURNS; n++) {
          const requests = orders.next();
          if (requests === undefined) return;
          const written = await writeAhead(requests);
          if (written === 'not ours') return;
          const durable = written === 'durable';
          const handed = handAll(requests, durable);
          orders.take();
          // An exit may take two rounds: on spot the stop leaves first. What must be durable waits for the next turn of the clock.
          if (!durable && !handed) return;
        }
        restless();
      },
    };
  };

  if (broker.answers === 'at once') {
    broker.onExecution(orders.hear);
    const { now: drainNow, durably } = draining(createImmediate(broker, answers));
    return { drain: replayable ? drainNow : durably };
  }
  broker.onExecution((report) => {
    // Heard at once, so that a turn under way books it before it decides anything more; else by the turn asked for here.
    orders.hear(report);
    turn(orders.take);
  });
  const isInDoubt = (symbol: string): boolean =>
    [...recorder.state.orders.working.values()].some((order) => order.symbol === symbol && order.status === 'unknown');
  const whyNot = (order: Order): string | undefined => {
    if (order.status !== 'intended' || recorder.state.entries.get(order.decision)?.stopped !== false)
      return 'the entry was stopped';
    // Beside an order that may or may not be there, one more could be twice of what was cleared.
    return isInDoubt(order.symbol) ? 'an order of its symbol is of unknown outcome' : undefined;
  };
  const gateway = createGateway({ broker, answers, turn, after, whyNot });
  const { durably } = draining(gateway);
  return { drain: durably };
}
