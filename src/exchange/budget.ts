import { ExchangeError } from '../core/execution/broker.ts';
import type { Clock } from '../core/steadyClock.ts';
import { durationText, type Ms, SECOND, timeText } from '../core/time.ts';

/** `exit` is for what reduces risk: exits, cancels and protective stops. */
export type BudgetUse = 'ordinary' | 'exit';

export type Budget = {
  /**
   * Resolves when a request of this weight may be sent, exits first. While the exchange has asked for silence it waits when the
   * end is near, else throws ExchangeError `retry` that names the end.
   */
  take(weight: number, use: BudgetUse): Promise<void>;
  /** The exchange asked for silence (429 with Retry-After, 418 until the ban's end); nothing is sent before `until`. */
  silence(until: Ms, says: string): void;
  /** End of the silence asked for, undefined when requests may be sent. */
  silentUntil(): Ms | undefined;
};

export type BudgetLimits = {
  readonly exchange: string;
  /** Weight that the exchange allows in one window. */
  readonly capacity: number;
  readonly window: Ms;
  /** Fraction that ordinary requests leave untouched. */
  readonly reserve?: number;
  /** A silence that ends later than this is refused at once instead of waited for. */
  readonly patience?: Ms;
};

type Waiting = { readonly weight: number; readonly go: () => void; readonly refuse: (error: ExchangeError) => void };

/**
 * Rate budget of one exchange, shared by all that talk to it: a token bucket by weight. Half the capacity is the burst and
 * half comes back over a window, so that no window of the exchange's, wherever it begins, sees more than the capacity.
 */
export function openBudget(limits: BudgetLimits, clock: Clock, onSilence: (says: string) => void = () => {}): Budget {
  const { exchange, capacity, window, reserve = 0.3, patience = 10 * SECOND } = limits;
  const size = capacity / 2;
  const perMs = size / window;
  const floors: Readonly<Record<BudgetUse, number>> = { ordinary: size * reserve, exit: 0 };
  const queues: Readonly<Record<BudgetUse, Waiting[]>> = { exit: [], ordinary: [] };
  let tokens = size;
  let countedAt = clock.now();
  let until: Ms = 0;
  let why = '';
  let timer: (() => void) | undefined;

  const refill = (): void => {
    const now = clock.now();
    // A clock that was set back gives nothing and takes nothing.
    tokens = Math.min(size, tokens + Math.max(0, now - countedAt) * perMs);
    countedAt = now;
  };

  /** How long until the first of a queue may go; 0 is now. */
  const wait = (waiting: Waiting, use: BudgetUse): Ms => {
    // A weight above what the bucket can ever hold for this use goes when the bucket is full.
    const needed = Math.min(waiting.weight + floors[use], size);
    return tokens + 1e-9 >= needed ? 0 : Math.max(1, Math.ceil((needed - tokens) / perMs));
  };

  const pump = (): void => {
    timer?.();
    timer = undefined;
    refill();
    let delay = Math.max(0, until - clock.now());
    for (const use of ['exit', 'ordinary'] as const) {
      const queue = queues[use];
      for (let first = queue[0]; delay === 0 && first !== undefined; first = queue[0]) {
        delay = wait(first, use);
        if (delay > 0) break;
        queue.shift();
        tokens -= first.weight;
        first.go();
      }
    }
    if (queues.exit.length + queues.ordinary.length > 0) timer = clock.after(delay, pump);
  };

  const refusal = (): ExchangeError =>
    new ExchangeError(
      'retry',
      `${exchange} asked for silence until ${timeText(until)} (${why}); nothing is sent before, then try again`,
    );

  return {
    take(weight, use) {
      if (until - clock.now() > patience) return Promise.reject(refusal());
      return new Promise((go, refuse) => {
        queues[use].push({ weight, go, refuse });
        pump();
      });
    },
    silence(end, says) {
      if (end <= until) return;
      until = end;
      why = says;
      onSilence(`${exchange} asked for silence for ${durationText(end - clock.now())}, until ${timeText(end)}: ${says}`);
      if (end - clock.now() <= patience) return pump();
      for (const queue of [queues.exit, queues.ordinary]) for (const waiting of queue.splice(0)) waiting.refuse(refusal());
    },
    silentUntil: () => (until > clock.now() ? until : undefined),
  };
}
