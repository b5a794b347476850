import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
/** Collects garbage, so that nobody pays for what the one before left behind. */
export const tidy = (): void => {
  if (typeof collect === 'function') collect();
};

/** One line of the table: a measured time, and the ratio that the goal speaks of. */
export type Row = {
  readonly what: string;
  readonly ms: number;
  /** This time over that of `of`, both measured in the same run. */
  readonly ratio?: number;
  readonly of?: string;
  /** What the ratio should be, in words, and whether it is. */
  readonly goal?: string;
  readonly met?: boolean;
};

/** A file of this folder that measures one thing. Results are checked before the time is believed: a wrong one throws. */
export type Workload = { readonly name: string; run(): Promise<readonly Row[]> };

/**
 * Runs every contestant in turn, again and again, so that a noisy second hits all of them alike. Gives each one's median
 * milliseconds over `rounds`, after `warmups` that do not count. What each returns first is kept: the engine throws compiled code
 * away when the last object of its kind dies, which a study in a running desk does not do.
 */
export function race<K extends string>(
  contestants: readonly (readonly [name: K, run: () => unknown])[],
  { rounds = 9, warmups = 2 }: { rounds?: number; warmups?: number } = {},
): (name: K) => number {
  const times = new Map<K, number[]>(contestants.map(([name]) => [name, []]));
  const kept = new Map<K, unknown>();
  for (let round = -warmups; round < rounds; round++) {
    for (const [name, run] of contestants) {
      tidy();
      const began = performance.now();
      const result = run();
      const took = performance.now() - began;
      if (!kept.has(name)) kept.set(name, result);
      if (round >= 0) times.get(name)?.push(took);
    }
  }
  return (name) => median(times.get(name) ?? []);
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
