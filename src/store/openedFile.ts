import { statSync } from 'node:fs';
import { StoreError } from '../core/facts/storeError.ts';

const identityOf = (path: string): string | undefined => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? undefined : `${found.dev} ${found.ino}`;
};

/**
 * Notices that a SQLite file is no more the one that was opened: deleted, or another one in its place. The system lets a process write
 * on into such a file, and all of it is lost at the end. Its write-ahead log counts from when it is first there. The answer throws
 * StoreError `unreachable`: it may come back.
 */
export function openedFile(file: string): () => void {
  const opened = new Map<string, string>();
  return () => {
    for (const path of [file, `${file}-wal`]) {
      const found = identityOf(path);
      const before = opened.get(path) ?? found;
      if (before !== undefined) opened.set(path, before);
      if (found === before && (found !== undefined || path !== file)) continue;
      const become = found === undefined ? 'was deleted' : 'is another file than was opened';
      throw new StoreError('unreachable', `${path} ${become}: what would be written now would be lost`, {
        advice:
          'Put the file back. Where that cannot be, stop the desk, and restore database and audit folder from the same backup.',
      });
    }
  };
}
