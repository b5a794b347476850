import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from './folder.ts';

/**
 * Replaces a file, and makes its folder where there is none: after a crash it holds the old text or the new one, never half of one. Only
 * its owner may read it. Throws the system's error.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    makeFolder(dirname(file));
    handle = await open(`${file}.new`, 'w', 0o600);
    await handle.writeFile(text);
    await handle.sync();
    await handle.close();
    handle = undefined;
    await rename(`${file}.new`, file);
  } finally {
    await handle?.close();
  }
}
