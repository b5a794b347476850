import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { StoreError } from '../core/facts/storeError.ts';
import type { Head } from './chain.ts';
import { storeError } from './errors.ts';
import { replaceFile } from './replaceFile.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const seq = z.number().int().min(0);

const headSchema = z.object({
  seq,
  hash: hex,
  /** None in a file that was written before there were any. */
  snapshots: z.array(z.object({ seq, digest: hex })).default([]),
});

/** A snapshot of the log that was taken, so that no other can be put in its place: its last row, and its digest. */
export type SnapshotName = { readonly seq: number; readonly digest: string };

/** What is kept outside the database of a log that is in it. */
export type Witness = Head & { readonly snapshots: readonly SnapshotName[] };

/** An account's key in the name of a file. */
export const accountInFile = (account: string): string =>
  account.replace(/[^A-Za-z0-9-]/g, (character) => (character === '/' ? '.' : `%${character.codePointAt(0)?.toString(16)}`));

/** Where an account's head is kept: a file of its own, outside the database, so that a cut-off log is noticed. */
export const headFileOf = (home: string, account: string): string => join(home, 'audit', `${accountInFile(account)}.head`);

/** The accounts whose heads are kept in a home, whether the database still has them or not. */
export async function headsIn(home: string): Promise<readonly string[]> {
  const found = await readdir(join(home, 'audit')).catch(() => []);
  return found
    .filter((name) => name.endsWith('.head'))
    .map((name) => decodeURIComponent(basename(name, '.head').replaceAll('.', '/')));
}

/** What was last written, undefined when there is no file. Throws StoreError `broken` when it is no head. */
export async function readHead(file: string): Promise<Witness | undefined> {
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
export async function writeHead(file: string, { seq, hash, snapshots }: Witness): Promise<void> {
  try {
    await replaceFile(file, `${JSON.stringify({ seq, hash, ...(snapshots.length === 0 ? {} : { snapshots }) })}\n`);
  } catch (error) {
    throw storeError(error, `write the head of the log, ${file}`);
  }
}
