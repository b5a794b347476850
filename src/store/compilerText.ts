import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * The base64 text of a query compiler, which its package keeps in a JavaScript module. A module is never let go of: imported, the text
 * would stand in memory twice, and once more in the compile cache. Read as a file it is gone once the compiler is made of it.
 */
export async function compilerText(name: string): Promise<{ readonly wasm: string }> {
  const file = fileURLToPath(import.meta.resolve(name));
  const [, wasm] = /const wasm = "([\w+/=]+)"/.exec(await readFile(file, 'latin1')) ?? [];
  if (wasm === undefined) throw new TypeError(`${file} has no query compiler in it: install the packages anew`);
  return { wasm };
}
