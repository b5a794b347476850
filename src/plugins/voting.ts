import { messageOf } from '../core/facts/messageOf.ts';
import type { Bars, Column, ReadonlyColumn } from '../core/market/candles.ts';
import { EndlessError } from '../core/study/endlessError.ts';
import type { Advance, Strategy, Use } from '../core/study/plug.ts';
import type { OwnPlugin } from './own.ts';

/** The least of what a strategy votes with; the most is 1. */
const LEAST = { score: -1, confidence: 0 } as const;
type Field = keyof typeof LEAST;
type Ballot = Readonly<Record<Field, Column>>;

const isBallot = (out: Readonly<Record<string, Column>>): out is Ballot => 'score' in out && 'confidence' in out;

/** A vote that is none. */
export class VoteError extends RangeError {
  override name = 'VoteError';
}

/** What a vote should have been. */
const fault = (field: Field, given: string): VoteError =>
  new VoteError(`it gave ${field} ${given}; expected a number from ${LEAST[field]} to 1`);

const shown = (given: unknown): string => (typeof given === 'number' ? String(given) : (JSON.stringify(given) ?? String(given)));

/** A strategy's two columns, the bars that it is asked for, and the first that is wrong with what it sets. */
function ballot(out: Ballot) {
  let [from, to] = [0, 0];
  let wrong: VoteError | undefined;
  const column = (field: Field): Column => ({
    at: (i) => out[field].at(i),
    get values() {
      return out[field].values;
    },
    set(i, value) {
      const given: unknown = value;
      if (!(i >= from && i < to))
        wrong ??= new VoteError(`it set the ${field} of bar ${shown(i)} when it was asked for ${from} to ${to - 1}`);
      else if (typeof given !== 'number') wrong ??= fault(field, shown(given));
      else out[field].set(i, value);
    },
  });
  return {
    out: { score: column('score'), confidence: column('confidence') },
    /** The bars that are voted on next. */
    ask(first: number, end: number): void {
      [from, to, wrong] = [first, end, undefined];
    },
    /** Throws for a vote that is none; where `isSilent`, it need not give a number. */
    count(isSilent: (i: number) => boolean): void {
      if (wrong !== undefined) throw wrong;
      for (let i = from; i < to; i++) {
        for (const field of ['score', 'confidence'] as const) {
          const value = out[field].at(i);
          if (value < LEAST[field] || value > 1) throw fault(field, shown(value));
          if (Number.isNaN(value) && !isSilent(i)) throw fault(field, 'NaN or none');
        }
      }
    },
  };
}

const isWhole = ({ time, open, high, low, close, volume }: Bars, i: number): boolean =>
  ![time, open, high, low, close, volume].some((column) => Number.isNaN(column.at(i)));

/** A length in bars as its file gives it; what is none is an error of its start. */
function lengthOf(name: 'warmup' | 'memory', give: () => unknown): { readonly bars: number; readonly wrong?: Error } {
  try {
    const bars = give();
    if (Number.isInteger(bars) && Number(bars) >= 0) return { bars: Number(bars) };
    if (name === 'memory' && bars === Number.POSITIVE_INFINITY) return { bars };
    return { bars: 0, wrong: new RangeError(`${name} gave ${shown(bars)}; expected a whole number of bars`) };
  } catch (error) {
    return { bars: 0, wrong: error instanceof EndlessError ? error : new Error(`${name} threw: ${messageOf(error)}`) };
  }
}

/** A start that failed: it votes on nothing, and the first bar tells why. */
const failed = (error: unknown): ReturnType<Strategy<unknown>['start']> => ({
  advance: () => {
    throw error;
  },
  explain: () => [],
});

const hasVoice = (made: object): made is { readonly advance: Advance; explain(i: number): unknown } =>
  'advance' in made && typeof made.advance === 'function' && 'explain' in made && typeof made.explain === 'function';

/**
 * A strategy of a user's own in the shape of the desk's. Whatever it throws, and a vote that is none, is thrown where it advances and
 * nowhere else, so that it alone is silenced.
 */
export const votingOf = (plugin: OwnPlugin, file: string): Strategy<unknown> => ({
  ...plugin,
  file,
  fields: ['score', 'confidence'],
  sparse: [],
  warmup: (params) => lengthOf('warmup', () => plugin.warmup(params)).bars,
  memory: (params) => lengthOf('memory', () => plugin.memory(params)).bars,
  start(params, use, bars, out) {
    const read: ReadonlyColumn[] = [];
    const taking: Use = (plug, given, where) => {
      const columns = use(plug, given, where);
      read.push(...Object.values<ReadonlyColumn>(columns));
      return columns;
    };
    try {
      if (!isBallot(out)) throw new TypeError('it has no columns to vote in');
      const votes = ballot(out);
      const warmup = lengthOf('warmup', () => plugin.warmup(params));
      const wrong = warmup.wrong ?? lengthOf('memory', () => plugin.memory(params)).wrong;
      if (wrong !== undefined) throw wrong;
      const made: object = plugin.start(params, taking, bars, votes.out);
      if (!hasVoice(made)) throw new TypeError('start must return { advance, explain }');
      /** Before its warm-up, and where something that it reads is missing. */
      const isSilent = (i: number): boolean =>
        i < bars.first + warmup.bars || !isWhole(bars, i) || read.some((column) => Number.isNaN(column.at(i)));
      return {
        advance(from, to) {
          votes.ask(from, to);
          made.advance(from, to);
          votes.count(isSilent);
        },
        explain: (i) => wordsOf(() => made.explain(i)),
      };
    } catch (error) {
      return failed(error);
    }
  },
});

function wordsOf(explain: () => unknown): readonly string[] {
  try {
    const said = explain();
    return Array.isArray(said) ? said.map(String) : [];
  } catch (error) {
    return [`it could not explain itself: ${messageOf(error)}`];
  }
}
