import type { Reply } from '../core/reply/reply.ts';
import { SECOND } from '../core/time.ts';

/** How long the end in order may take once something is broken, ms: what it waits for may never come. */
const PATIENCE = 20 * SECOND;

/** What throws each millisecond fills no log. */
const MOST_TOLD = 20;

/** What nobody has caught, of a timer, an emitter or a promise. */
export type Unhandled = {
  /** Whether there was any. */
  happened(): boolean;
  /** Hears of each, of those before too; `first` of the one that ends the desk. */
  tell(listener: (error: unknown, first: boolean) => void): void;
  release(): void;
};

/**
 * An error that nobody has caught ends the desk in order instead of in the middle of a step: `stop` asks for the end. A process that
 * does not come to it is ended all the same, and the next start goes on from what is stored.
 */
export function catchUnhandled(stop: () => void): Unhandled {
  const early: unknown[] = [];
  let listener: Parameters<Unhandled['tell']>[0] = (error) => void early.push(error);
  let deadline: NodeJS.Timeout | undefined;
  let told = 0;
  // A rejection that nobody handles is one of these too.
  const onError = (error: unknown): void => {
    deadline ??= setTimeout(() => process.exit(1), PATIENCE).unref();
    told += 1;
    if (told <= MOST_TOLD) listener(error, told === 1);
    stop();
  };
  process.on('uncaughtException', onError);
  return {
    happened: () => deadline !== undefined,
    tell(given) {
      listener = given;
      for (const [i, error] of early.splice(0).entries()) given(error, i === 0);
    },
    release() {
      // What goes on throwing until the process has ended must not end it otherwise.
      if (deadline === undefined) process.removeListener('uncaughtException', onError);
    },
  };
}

/** What is said of the error that ends the desk, in `says`; `log` is the file with its stack. */
export const endingBy = (says: string, log: string): Reply => ({
  title: 'An error that nobody expected ends the desk',
  lines: [says, `It stops in order; the next start goes on from here. Please report it with its stack, in ${log}`],
});
