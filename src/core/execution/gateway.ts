import { isEntry, type Order, requestOf } from '../state/orders.ts';
import { type Ms, SECOND } from '../time.ts';
import type { Answers } from './answers.ts';
import { ExchangeError, type RemoteBroker } from './broker.ts';
import type { Driver } from './orderTurn.ts';

/** Longer than an exchange takes to answer what it has received; past it the outcome is unknown. */
const DEADLINE: Ms = 10 * SECOND;

/** Runs once after the delay; the returned function calls it off. */
export type Timer = (delay: Ms, run: () => void) => () => void;

const overdue = (): ExchangeError => new ExchangeError('unknown', `no answer within ${DEADLINE / SECOND} s`);

/** Work that asks a broker; rejects with ExchangeError `unknown` when it takes longer than the deadline. */
export function answerWithin<T>(after: Timer, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = after(DEADLINE, () => reject(overdue()));
    work().then(resolve, reject).finally(late);
  });
}

type GatewayOptions = {
  readonly broker: RemoteBroker;
  readonly answers: Answers;
  /** Runs a turn of the desk around an answer. */
  readonly turn: (answer: () => void) => void;
  readonly after: Timer;
  /** Why an entry is not to be sent any more now that its turn has come, in words; undefined when it is. */
  readonly whyNot: (order: Order) => string | undefined;
};

/**
 * Requests on their way to a broker that answers in its own time, beside the desk's turns: nobody waits for them. A symbol's entries
 * go one after the other, each only if nothing speaks against it once the one before it is booked; what reduces, cancels or asks goes at
 * once, whatever of its symbol is unanswered. A request without an answer at its deadline is of unknown outcome, which keeps its
 * exposure reserved; an answer that comes later still counts.
 */
export function createGateway({ broker, answers, turn, after, whyNot }: GatewayOptions): Driver {
  /** By symbol, the entries that wait for the one before them. */
  const lanes = new Map<string, Order[]>();

  /**
   * Makes a request; its answer, or that there is none at the deadline, is booked as a turn, at whose end `ended` is told; an answer
   * that comes later is booked too.
   */
  function request<T>(
    work: () => Promise<T>,
    book: { answer(answer: T): void; failure(error: unknown): void; ended?(): void },
  ): void {
    const booked = (outcome: () => void): void =>
      turn(() => {
        try {
          outcome();
        } finally {
          book.ended?.();
        }
      });
    const late = after(DEADLINE, () => booked(() => book.failure(overdue())));
    const asked = async (): Promise<T> => work();
    void asked()
      .finally(late)
      .then(
        (answer) => booked(() => book.answer(answer)),
        (error: unknown) => booked(() => book.failure(error)),
      );
  }

  function place(order: Order, ended?: () => void): void {
    request(() => broker.place(requestOf(order)), {
      answer: () => answers.placed(order),
      failure: (error) => answers.notPlaced(order, error),
      ...(ended === undefined ? {} : { ended }),
    });
  }

  /** To be called inside a turn, after what came before it is booked: whether the next is sent hangs on that. */
  function placeNext(symbol: string): void {
    const waiting = lanes.get(symbol) ?? [];
    const [first] = waiting;
    if (first === undefined) {
      lanes.delete(symbol);
      return;
    }
    const why = whyNot(first);
    if (why === undefined) place(first, () => moveOn(symbol, first));
    else {
      answers.withdrawn(first, why);
      moveOn(symbol, first);
    }
  }

  /** The next in line after one that is through; told again, at the late answer after the deadline, it moves nobody. */
  function moveOn(symbol: string, through: Order): void {
    const waiting = lanes.get(symbol);
    if (waiting?.[0] !== through) return;
    waiting.shift();
    placeNext(symbol);
  }

  function ask(order: Order): void {
    const report = async () => {
      const told = await broker.order(order.clientId, order.symbol);
      // What was filled unheard of is fetched before the order's end is taken down: nobody asks about an ended one again.
      const missed = told !== undefined && told.filled > order.filled ? await broker.trades(order.intendedAt) : [];
      return { told, missed };
    };
    request(report, {
      answer: ({ told, missed }) => answers.told(order, told, missed),
      failure: (error) => answers.noAnswer(order, error),
    });
  }

  function cancel(order: Order): void {
    request(() => broker.cancel(order.clientId, order.symbol), {
      answer: () => answers.canceled(order),
      failure(error) {
        if (!answers.notCanceled(order, error)) ask(order);
      },
    });
  }

  return {
    hand(what, order) {
      if (what.kind === 'ask') ask(order);
      else if (what.kind === 'cancel') cancel(order);
      else if (isEntry(order)) {
        const lane = lanes.get(order.symbol);
        if (lane !== undefined) lane.push(order);
        else {
          lanes.set(order.symbol, [order]);
          placeNext(order.symbol);
        }
      } else place(order);
    },
  };
}
