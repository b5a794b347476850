import { createContext, Script } from 'node:vm';
import { EndlessError } from '../core/study/endlessError.ts';
import type { AnyPlug, Use } from '../core/study/plug.ts';
import { type Ms, SECOND } from '../core/time.ts';
import { type Wrap, wrapsOwn } from './ownMeasures.ts';

/** For one start, one explanation, or so many bars as the study asks for at once, which take milliseconds. */
const TIME_LIMIT: Ms = 5 * SECOND;

/** The desk stops a loop from outside by running what holds it as a script with a timeout: nothing else ends one in its own thread. */
const CALL = new Script('work()');
const box = createContext({ work: (): void => undefined });

const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/** Runs work and throws EndlessError when it does not come to an end in time. Entering costs up to a millisecond: it begins a thread. */
function runWithin(work: () => void, timeLimit: Ms): void {
  const outer = box['work'];
  box['work'] = work;
  try {
    CALL.runInContext(box, { timeout: timeLimit, displayErrors: false });
  } catch (error) {
    throw isTimeout(error) ? new EndlessError() : error;
  } finally {
    box['work'] = outer;
  }
}

/** Runs calls of one file with a deadline: after one that did not come to an end it refuses to run another. */
export function deadline(timeLimit = TIME_LIMIT) {
  /** What is stopped from outside runs no `finally`, so whoever is still at work was stopped. */
  let atWork = false;
  const within = (work: () => void): void => runWithin(work, timeLimit);
  const stoppable = <T>(work: () => T): T => {
    if (atWork) throw new EndlessError();
    atWork = true;
    try {
      return work();
    } finally {
      atWork = false;
    }
  };
  return {
    within,
    /** What may be stopped by a `within` around it. */
    stoppable,
    /** A whole call of its own. */
    call<T>(work: () => T): T {
      let result: { readonly value: T } | undefined;
      within(() => {
        result = { value: stoppable(work) };
      });
      if (result === undefined) throw new TypeError('it gave nothing');
      return result.value;
    },
  };
}

const hasWords = (made: object): made is { explain(i: number): unknown } =>
  'explain' in made && typeof made.explain === 'function';

/**
 * Gives plug-ins a deadline, with the measures of a user's own that they ask for: what does not come to an end is stopped, and refuses
 * to go on from then on. `bounding` is for those of one desk, which may share measures.
 */
export function bounding(timeLimit = TIME_LIMIT): <T extends AnyPlug<unknown, string>>(plug: T) => T {
  const ownMeasure: Wrap = wrapsOwn((plug) => ({ ...plug, ...boundParts(plug, ownMeasure, deadline(timeLimit)) }));
  return (plug) => ({ ...plug, ...boundParts(plug, ownMeasure, deadline(timeLimit)) });
}

function boundParts<P, F extends string>(
  plug: AnyPlug<P, F>,
  ownMeasure: Wrap,
  { within, stoppable, call }: ReturnType<typeof deadline>,
): Pick<AnyPlug<P, F>, 'within' | 'warmup' | 'memory' | 'start'> {
  return {
    within,
    warmup: (params) => call(() => plug.warmup(params)),
    memory: (params) => call(() => plug.memory(params)),
    start(params, use, bars, out) {
      const bounds: Use = (measure, ...given) => use(ownMeasure(measure), ...given);
      const made = call(() => plug.start(params, bounds, bars, out));
      if (typeof made === 'function') return (from, to) => stoppable(() => made(from, to));
      const bound = { ...made, advance: (from: number, to: number): void => stoppable(() => made.advance(from, to)) };
      if (!hasWords(made)) return bound;
      return { ...bound, explain: (i: number): unknown => call(() => made.explain(i)) };
    },
  };
}
