import { appendFileSync, readFileSync } from 'node:fs';

const KEPT = 500;

/**
 * Lines typed at the prompt, newest first, as readline wants them; only the owner may read the file. A file that cannot be read or
 * written costs the history and nothing else.
 */
export function keptHistory(path: string): { readonly lines: readonly string[]; add(line: string): void } {
  let lines: readonly string[] = [];
  try {
    lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .slice(-KEPT)
      .reverse();
  } catch {
    lines = [];
  }
  return {
    lines,
    add(line) {
      if (line.trim() === '') return;
      try {
        appendFileSync(path, `${line}\n`, { mode: 0o600 });
      } catch {
        // The disk may be full; the command that was typed goes on.
      }
    },
  };
}
