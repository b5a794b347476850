import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
/** Bytes that must be free there: many times what all tests hold at one time. */
const ROOM = 1024 ** 3;

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
}

/**
 * The temporary files of a run lie in memory where there is room for them: a disk keeps a test waiting for milliseconds at each of the
 * thousands of commits that it asks to be synced. What the tests leave behind goes with the run.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(hasRoom() ? MEMORY : tmpdir(), 'countersign-tests-'));
  process.env['TMPDIR'] = folder;
  // What a desk keeps for its user beside its homes is not the user's own here.
  process.env['XDG_STATE_HOME'] = join(folder, 'state');
  return () => rmSync(folder, { recursive: true, force: true });
}
