import type { OneTimeCodeStore, SecondFactor } from '../../src/core/desk/oneTimeCodes.ts';

/** One-time codes in memory; the same map given again is the same store after a restart. */
export const memoryOneTimeCodes = (kept = new Map<string, SecondFactor>()): OneTimeCodeStore => ({
  read: (person) => Promise.resolve(kept.get(person)),
  write(factor) {
    kept.set(factor.person, factor);
    return Promise.resolve();
  },
  remove(person) {
    kept.delete(person);
    return Promise.resolve();
  },
});

/** Bytes that are the same in every run: 0, 1, 2 ... */
export function countedBytes(): (bytes: number) => Uint8Array {
  let next = 0;
  return (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 256);
}
