import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { StoreError } from '../core/facts/storeError.ts';
import type { Head } from './chain.ts';
import { storeError } from './errors.ts';

const headSchema = z.object({ seq: z.number().int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) });

/** Where an account's head is kept: a file of its own, outside the database, so that a cut-off log is noticed. */
export const headFileOf = (home: string, account: string): string =>
  join(
    home,
    'audit',
    `${account.replace(/[^A-Za-z0-9-]/g, (character) => (character === '/' ? '.' : `%${character.codePointAt(0)?.toString(16)}`))}.head`,
  );

/** The head as it was last written, undefined when there is no file. Throws StoreError `broken` when it is no head. */
export async function readHead(file: string): Promise<Head | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw storeError(error, `read the head of the log, ${file}`);
  }
  try {
    return headSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new StoreError('broken', `${file} is damaged: expected one line {"seq":…,"hash":"…"}`, { cause: error });
  }
}

/** Replaces the head file: after a crash it holds the old head or the new one, never half of one. */
export async function writeHead(file: string, head: Head): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    await mkdir(dirname(file), { recursive: true });
    handle = await open(`${file}.new`, 'w');
    await handle.writeFile(`${JSON.stringify({ seq: head.seq, hash: head.hash })}\n`);
    await handle.sync();
    await handle.close();
    handle = undefined;
    await rename(`${file}.new`, file);
  } catch (error) {
    throw storeError(error, `write the head of the log, ${file}`);
  } finally {
    await handle?.close();
  }
}
