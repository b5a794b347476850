import { Worker } from 'node:worker_threads';
import type { Picture } from '../core/reply/picture.ts';
import { type Ms, SECOND } from '../core/time.ts';
import type { Drawing } from './worker.ts';

/** Draws pictures beside the desk, so that its own loop never waits for one. */
export type Charts = {
  /** The picture as PNG; one is drawn after the other. Throws ChartError. */
  draw(picture: Picture): Promise<Uint8Array>;
  /** Ends the thread; whatever is not drawn yet is refused. */
  close(): Promise<void>;
};

/** Why there is no picture. The reply goes out without one. */
export class ChartError extends Error {
  override name = 'ChartError';
}

export type ChartOptions = {
  /** Calls `run` after so long, and gives what calls that off; the wall clock when left out. */
  readonly after?: (delay: Ms, run: () => void) => () => void;
  /** The thread's program. */
  readonly program?: URL;
};

/** For one picture, the thread's start included. */
const TIME_LIMIT: Ms = 10 * SECOND;
/** A picture takes a tenth of a second: whoever waits behind so many would not look at it any more. */
const MOST_WAITING = 50;
/** A runaway picture ends the thread instead of the desk. */
const MOST_MEMORY_MB = 256;

type Order = {
  readonly picture: Picture;
  readonly done: (png: Uint8Array) => void;
  readonly failed: (error: ChartError) => void;
};

const onWallClock: NonNullable<ChartOptions['after']> = (delay, run) => {
  const timer = setTimeout(run, delay);
  return () => clearTimeout(timer);
};

/** Nothing is started before the first picture; from then on one thread stays, and is replaced when it dies or hangs. */
export function openCharts({
  after = onWallClock,
  program = new URL('./worker.ts', import.meta.url),
}: ChartOptions = {}): Charts {
  const waiting: Order[] = [];
  let worker: Worker | undefined;
  let drawing: { readonly order: Order; readonly inTime: () => void } | undefined;
  let closed = false;

  /** Takes the picture in hand off the table and begins the next one. */
  const settle = (): Order | undefined => {
    const order = drawing?.order;
    drawing?.inTime();
    drawing = undefined;
    // An idle thread does not keep the process alive.
    worker?.unref();
    next();
    return order;
  };
  const lose = (lost: Worker, says: string): void => {
    if (worker !== lost) return;
    worker = undefined;
    void lost.terminate();
    settle()?.failed(new ChartError(says));
  };
  const start = (): Worker => {
    // Nothing of the environment is needed there, and nothing that a library prints may reach the terminal. The two streams are
    // left unread: whoever reads them keeps the process alive.
    const limits = { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB }, env: {}, stdout: true, stderr: true };
    const begun = new Worker(program, { name: 'charts', ...limits });
    begun.on('message', (drawn: Drawing) => {
      if (worker !== begun) return;
      const order = settle();
      if ('png' in drawn) order?.done(drawn.png);
      else order?.failed(new ChartError(`the picture could not be drawn: ${drawn.failed}`));
    });
    begun.on('error', (error) => lose(begun, `the picture's thread failed: ${error.message}`));
    begun.on('exit', (code) => lose(begun, `the picture's thread ended with code ${code}`));
    return begun;
  };
  const next = (): void => {
    if (drawing !== undefined) return;
    const order = waiting.shift();
    if (order === undefined) return;
    worker ??= start();
    const chosen = worker;
    const inTime = after(TIME_LIMIT, () => lose(chosen, `the picture took longer than ${TIME_LIMIT / SECOND} s`));
    drawing = { order, inTime };
    chosen.ref();
    chosen.postMessage(order.picture, []);
  };

  return {
    draw: (picture) =>
      new Promise((done, failed) => {
        if (closed) failed(new ChartError('no more pictures are drawn: the desk is stopping'));
        else if (waiting.length >= MOST_WAITING) failed(new ChartError(`${MOST_WAITING} pictures are waiting already`));
        else {
          waiting.push({ picture, done, failed });
          next();
        }
      }),
    async close() {
      closed = true;
      const ending = worker;
      worker = undefined;
      const rest = waiting.splice(0);
      for (const order of [settle(), ...rest]) order?.failed(new ChartError('the picture was not drawn: the desk is stopping'));
      await ending?.terminate();
    },
  };
}
