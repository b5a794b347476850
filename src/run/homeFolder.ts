import { chmodSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { makeFolder } from '../store/folder.ts';

/** Makes the home where there is none, and shuts it to everybody else. Throws an error that says what to do. */
export function makeHome(folder: string): void {
  // Whoever reads a home reads every amount and chat in it, and whoever opens its database can lock it.
  process.umask(0o077);
  try {
    makeFolder(folder);
    chmodSync(folder, 0o700);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new Error(`the home folder ${folder} cannot be made (${code}). Name a folder that can be written with --home`, {
      cause,
    });
  }
}

/** A folder as a person at this terminal would write it: `./data` below the working directory, in full elsewhere. */
export function nearPath(folder: string): string {
  const path = relative('.', folder);
  return path.startsWith('..') || isAbsolute(path) ? folder : `.${sep}${path}`;
}
