import type { Log } from '../../src/store/log.ts';
import { type MemoryLog, memoryLog } from './memoryLog.ts';

/** A log in memory that is a stored one too, from `keep` on. */
export function keptLog(): MemoryLog & { keep(log: Log): void } {
  const memory = memoryLog();
  let stored: Log | undefined;
  return {
    get rows() {
      return memory.rows;
    },
    get batches() {
      return memory.batches;
    },
    dead: memory.dead,
    history: memory.history,
    get taken() {
      return memory.taken;
    },
    get head() {
      return memory.head;
    },
    lastStep: memory.lastStep,
    snapshots: memory.snapshots,
    read: memory.read,
    queries: memory.queries,
    async append(batch) {
      await memory.append(batch);
      await stored?.append(batch);
    },
    keep(log) {
      stored = log;
    },
  };
}
