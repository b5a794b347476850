/**
 * The tape archive of POSIX (ustar, IEEE Std 1003.1), as far as a backup needs it: plain files for their owner alone. What is written
 * here any `tar` unpacks; what is read must be as it is written here, to the byte.
 */

/** A file in an archive: its size in bytes, and its time in seconds since the epoch. */
export type TarEntry = { readonly name: string; readonly size: number; readonly time: number };

/** Headers are a block, and files begin at one. */
export const BLOCK = 512;

/** An archive ends with two blocks of zeros. */
export const TAR_END = 2 * BLOCK;

const MOST_NAME = 100;
/** Eleven octal digits, 8 GiB. */
const MOST_SIZE = 8 ** 11 - 1;

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;

/** Whether an archive can hold it. */
export const fitsTar = ({ name, size }: Pick<TarEntry, 'name' | 'size'>): boolean =>
  Buffer.byteLength(name) <= MOST_NAME && size <= MOST_SIZE;

/** How many zeros stand after a file of so many bytes. */
export const paddingOf = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** The one header of a file. */
export function tarHeader({ name, size, time }: TarEntry): Buffer {
  const block = Buffer.alloc(BLOCK);
  const put = (at: number, text: string): number => block.write(text, at, 'latin1');
  put(0, name);
  put(100, octal(0o600, 8));
  // The owner is whoever unpacks it.
  put(108, octal(0, 8));
  put(116, octal(0, 8));
  put(124, octal(size, 12));
  put(136, octal(time, 12));
  // Its own sum counts as blanks in the sum.
  put(148, ' '.repeat(8));
  put(156, '0');
  put(257, 'ustar\x0000');
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return block;
}

/** What a header says; undefined where it is not the one that such a file has. */
export function entryOf(block: Buffer): TarEntry | undefined {
  const text = (from: number, to: number): string => block.toString('latin1', from, to).replace(/\0.*$/s, '');
  const entry = { name: text(0, MOST_NAME), size: Number.parseInt(text(124, 136), 8), time: Number.parseInt(text(136, 148), 8) };
  const isWhole = Number.isSafeInteger(entry.size) && Number.isSafeInteger(entry.time) && fitsTar(entry);
  return isWhole && tarHeader(entry).equals(block) ? entry : undefined;
}
