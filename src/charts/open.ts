import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { messageOf } from '../core/facts/messageOf.ts';
import type { Picture } from '../core/reply/picture.ts';
import { type Ms, SECOND } from '../core/time.ts';
import type { Drawing } from './process.ts';

/** Draws pictures beside the desk, so that its own loop never waits for one. */
export type Charts = {
  /** The picture as PNG; one is drawn after the other. Throws ChartError. */
  draw(picture: Picture): Promise<Uint8Array>;
  /** Ends the process; whatever is not drawn yet is refused. */
  close(): Promise<void>;
};

/** Why there is no picture. The reply goes out without one. */
export class ChartError extends Error {
  override name = 'ChartError';
}

export type ChartOptions = {
  /** Calls `run` after so long, and gives what calls that off; the wall clock when left out. */
  readonly after?: (delay: Ms, run: () => void) => () => void;
  /** The process's program. */
  readonly program?: URL;
  /** Told when the process is lost: it has died, was killed or hangs. The next picture has a new one. */
  readonly lost?: (says: string) => void;
};

/** For one picture, the process's start included. */
const TIME_LIMIT: Ms = 10 * SECOND;
/** A picture takes a tenth of a second: whoever waits behind so many would not look at it any more. */
const MOST_WAITING = 50;
/** So long without a picture ends the process: a start takes half a second, and what it held is the system's again. */
const IDLE: Ms = 10 * SECOND;
/**
 * A runaway picture ends the process instead of the desk. It is small rather than quick: code that draws a few pictures is not worth the
 * optimizing compilers, which take a third more memory.
 */
const FLAGS = [
  '--max-old-space-size=256',
  '--max-semi-space-size=1',
  '--v8-pool-size=1',
  '--optimize-for-size',
  '--no-opt',
  '--no-maglev',
];
/** All that it is given of the environment, which holds tokens: how it is loaded, and how its memory is handed out. */
const NEEDED = ['NODE_COMPILE_CACHE', 'MALLOC_ARENA_MAX', 'MALLOC_TRIM_THRESHOLD_', 'LD_LIBRARY_PATH', 'SystemRoot'];

type Order = {
  readonly picture: Picture;
  readonly done: (png: Uint8Array) => void;
  readonly failed: (error: ChartError) => void;
};

const onWallClock: NonNullable<ChartOptions['after']> = (delay, run) => {
  const timer = setTimeout(run, delay).unref();
  return () => clearTimeout(timer);
};

const neededOf = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(NEEDED.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])));

/** Nothing is started before the first picture. One process draws all that come within its time, and is replaced when it dies or hangs. */
export function openCharts({
  after = onWallClock,
  program = new URL('./process.ts', import.meta.url),
  lost = () => undefined,
}: ChartOptions = {}): Charts {
  const waiting: Order[] = [];
  let child: ChildProcess | undefined;
  let drawing: { readonly order: Order; readonly inTime: () => void } | undefined;
  let stay = (): void => undefined;
  let closed = false;

  const end = async (ending: ChildProcess): Promise<void> => {
    if (child === ending) child = undefined;
    if (ending.pid === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    // Whoever waits for its end hears of it.
    ending.ref();
    // What hangs does not listen.
    ending.kill('SIGKILL');
    await ended;
  };
  /** Takes the picture in hand off the table and begins the next one. */
  const settle = (): Order | undefined => {
    const order = drawing?.order;
    drawing?.inTime();
    drawing = undefined;
    next();
    return order;
  };
  const lose = (gone: ChildProcess, says: string): void => {
    if (child !== gone) return;
    void end(gone);
    stay();
    lost(says);
    settle()?.failed(new ChartError(says));
  };
  const start = (): ChildProcess => {
    // Nothing that a library prints may reach the terminal.
    const begun = fork(program, [], {
      execArgv: [...FLAGS],
      env: neededOf(process.env),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    begun.on('message', (drawn: Drawing) => {
      if (child !== begun) return;
      const order = settle();
      if ('png' in drawn) order?.done(drawn.png);
      else order?.failed(new ChartError(`the picture could not be drawn: ${drawn.failed}`));
    });
    begun.on('error', (error) => lose(begun, `the process for pictures failed: ${error.message}`));
    begun.on('exit', (code, signal) =>
      lose(begun, `the process for pictures ${signal === null ? `ended with code ${code}` : `was ended by ${signal}`}`),
    );
    return begun;
  };
  /** An idle process does not keep the desk's alive, and is ended. */
  const rest = (): void => {
    const idle = child;
    if (idle === undefined) return;
    idle.unref();
    idle.channel?.unref();
    stay = after(IDLE, () => void end(idle));
  };
  const next = (): void => {
    if (drawing !== undefined) return;
    const order = waiting.shift();
    if (order === undefined) {
      rest();
      return;
    }
    stay();
    try {
      child ??= start();
    } catch (error) {
      order.failed(new ChartError(`no process for pictures could be started: ${messageOf(error)}`));
      next();
      return;
    }
    const chosen = child;
    const inTime = after(TIME_LIMIT, () => lose(chosen, `the picture took longer than ${TIME_LIMIT / SECOND} s`));
    drawing = { order, inTime };
    chosen.ref();
    chosen.channel?.ref();
    chosen.send(order.picture, (error) => {
      if (error !== null) lose(chosen, `the process for pictures failed: ${error.message}`);
    });
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
      const ending = child;
      child = undefined;
      stay();
      const rest = waiting.splice(0);
      for (const order of [settle(), ...rest]) order?.failed(new ChartError('the picture was not drawn: the desk is stopping'));
      if (ending !== undefined) await end(ending);
    },
  };
}
