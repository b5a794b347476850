import type { Logger } from '../facts/logger.ts';
import { messageOf } from '../facts/messageOf.ts';
import type { Order } from '../state/orders.ts';
import type { Ms } from '../time.ts';
import { ExchangeError, type Fill, type OrderReport } from './broker.ts';
import type { ExecutionRecorder } from './executionRecorder.ts';
import { takeExecution, takeReport, tellStatus } from './executionReports.ts';

/** What the answers to requests become: facts, whichever driver brought them and however late. */
export type Answers = {
  placed(order: Order): void;
  notPlaced(order: Order, error: unknown): void;
  /** Without a synced intent nothing that adds risk may leave. */
  notSent(order: Order): void;
  /** When its turn to be sent came, something spoke against it. */
  withdrawn(order: Order, why: string): void;
  canceled(order: Order): void;
  /** False where the refusal says that the order has ended already: what it ended as is then the question. */
  notCanceled(order: Order, error: unknown): boolean;
  /** What the broker says of an order that was asked about, with the fills of which nothing was heard. */
  told(order: Order, report: OrderReport | undefined, fills: readonly Fill[]): void;
  noAnswer(order: Order, error: unknown): void;
};

type AnswersOptions = {
  readonly recorder: ExecutionRecorder;
  readonly now: () => Ms;
  readonly logger: Logger;
  readonly absenceProves: boolean;
};

export const createAnswers = ({ recorder, now, logger, absenceProves }: AnswersOptions): Answers => ({
  placed(order) {
    if (order.status === 'intended' || order.status === 'unknown') tellStatus(recorder, order, 'open', now(), '');
  },
  notPlaced(order, error) {
    const proven = isRefusal(error);
    tellStatus(recorder, order, proven ? 'rejected' : 'unknown', now(), messageOf(error));
    logger('orders', 'warn', `order ${order.clientId} ${proven ? 'rejected' : 'of unknown outcome'}`, {
      error: messageOf(error),
    });
  },
  notSent: (order) => tellStatus(recorder, order, 'abandoned', now(), 'not sent: the intent could not be saved'),
  withdrawn: (order, why) => tellStatus(recorder, order, 'abandoned', now(), `not sent: ${why}`),
  canceled: (order) => tellStatus(recorder, order, 'canceled', now(), order.says),
  notCanceled(order, error) {
    // Refused too it is in doubt until an answer says what it is: nobody asks again about one that is merely being canceled.
    tellStatus(recorder, order, 'unknown', now(), messageOf(error));
    return !isRefusal(error);
  },
  told(order, report, fills) {
    for (const trade of fills) takeExecution(recorder, { kind: 'trade', trade });
    if (report !== undefined) takeReport(recorder, report);
    else if (absenceProves) tellStatus(recorder, order, 'abandoned', now(), 'never arrived');
  },
  noAnswer: (order, error) => logger('orders', 'warn', `no answer about order ${order.clientId}`, { error: messageOf(error) }),
});

const isRefusal = (error: unknown): boolean => error instanceof ExchangeError && error.kind === 'rejected';
