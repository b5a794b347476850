import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { StoreError } from '../core/facts/storeError.ts';

const NAME = '.countersign-backup-';
/** Of this machine's processes alone it can be asked whether they run; others may write into a shared folder too. */
const MACHINE = `${NAME}${hostname().replaceAll(/[^A-Za-z0-9.]/g, '_')}-`;

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One of another user runs as well.
    return error instanceof Error && 'code' in error && error.code !== 'ESRCH';
  }
};

/**
 * Makes a folder beside a backup to be, in which its parts are gathered, and removes those that backups have left behind which were killed
 * on this machine.
 */
export async function makeStage(folder: string): Promise<string> {
  for (const name of await readdir(folder)) {
    const [, pid] = name.startsWith(MACHINE) ? (/^(\d+)-/.exec(name.slice(MACHINE.length)) ?? []) : [];
    // Where it may not be removed, it stands in nobody's way.
    if (pid !== undefined && !runs(Number(pid))) await rm(join(folder, name), { recursive: true }).catch(() => undefined);
  }
  return mkdtemp(join(folder, `${MACHINE}${process.pid}-`));
}

/** An error as it is; of a full disk it says which one: what is read and what is written may lie on two. */
export const onDiskOf = (folder: string, advice: string, error: unknown): unknown =>
  error instanceof StoreError && error.kind === 'full'
    ? new StoreError('full', `there is no room on the disk of ${folder}`, { advice, cause: error })
    : error;
