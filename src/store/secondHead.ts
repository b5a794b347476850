import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../core/facts/messageOf.ts';
import { type Ms, timeText } from '../core/time.ts';
import { type Head, rowAt } from './chain.ts';
import type { Database } from './database.ts';
import { accountInFile } from './head.ts';
import { replaceFile } from './replaceFile.ts';
import type { AccountRow } from './tables.ts';

/** Where second heads are kept, absolute: in the one file that somebody named, else a file an account in the user's state folder. */
export type SecondHeadPlace = { readonly file: string | undefined; readonly folder: string };

const keptSchema = z.object({
  seq: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  account: z.string(),
  createdAt: z.string(),
  /** A run that can be played again. */
  replay: z.boolean(),
  home: z.string(),
  /** As it may be printed. */
  database: z.string(),
  /** When it was written, ms of the wall clock. */
  at: z.number().int(),
});

/** The newest row of a log that was heard of, kept outside of its home, and whose log it is. */
export type KeptHead = Readonly<z.infer<typeof keptSchema>>;

/** An account as it is told from any other: one that is made anew under its name was made at another time. */
type Account = Pick<AccountRow, 'key' | 'createdAt' | 'runIdentity'>;

const isOf = ({ account, createdAt }: KeptHead, { key, createdAt: made }: Account): boolean =>
  account === key && createdAt === made;

/** The file of an account's second head. */
const secondHeadFile = ({ file, folder }: SecondHeadPlace, { key, createdAt }: Account): string =>
  file ?? join(folder, `${accountInFile(key)}-${hash('sha256', `${key}\n${createdAt}`, 'hex').slice(0, 12)}.head`);

/** What a file says: a head, nothing since there is none, or nothing because of what `trouble` tells. */
type Reading = { readonly head?: KeptHead; readonly trouble?: string };

async function readFrom(file: string): Promise<Reading> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    return { trouble: `the second head of the log cannot be read: ${messageOf(error)}` };
  }
  try {
    return { head: keptSchema.parse(JSON.parse(text)) };
  } catch {
    return { trouble: `the second head of the log is damaged (${file})` };
  }
}

/** The second head of an account, as far as it can be read; `other` is that of another account, in a file that somebody named. */
export async function readSecondHead(
  place: SecondHeadPlace,
  account: Account,
): Promise<Reading & { readonly file: string; readonly other?: KeptHead }> {
  const file = secondHeadFile(place, account);
  const reading = await readFrom(file);
  if (reading.head === undefined || isOf(reading.head, account)) return { file, ...reading };
  return { file, other: reading.head };
}

type Found = { readonly file: string; readonly head: KeptHead };

async function allIn({ file, folder }: SecondHeadPlace): Promise<readonly Found[]> {
  const names = await readdir(folder).catch(() => []);
  const files = file === undefined ? names.filter((name) => name.endsWith('.head')).map((name) => join(folder, name)) : [file];
  const read = await Promise.all(files.map(async (path) => ({ file: path, head: (await readFrom(path)).head })));
  return read.flatMap(({ file: path, head }) => (head === undefined ? [] : [{ file: path, head }]));
}

/** The second heads of a database, by its printable name, whose accounts it does not have. */
export async function lostFrom(place: SecondHeadPlace, database: string, known: readonly Account[]): Promise<readonly Found[]> {
  const all = await allIn(place);
  return all.filter(({ head }) => head.database === database && !known.some((account) => isOf(head, account)));
}

/**
 * Removes the second heads of replays that are no more: whose home is gone, or whose account this database does not have. They can be
 * played again, and homes that come and go would fill the folder.
 */
export async function forgetReplays(place: SecondHeadPlace, database: string, known: readonly Account[]): Promise<void> {
  for (const { file, head } of await allIn(place)) {
    const here = head.database === database;
    const gone = here ? !known.some((account) => isOf(head, account)) : !existsSync(head.home);
    if (head.replay && gone) await rm(file, { force: true }).catch(() => undefined);
  }
}

/**
 * What a log that is whole by itself, up to `end` and in what waits in its journal, lacks of what a second head has heard of; undefined
 * where it holds that row.
 */
export async function lackOf(
  database: Database,
  end: Head,
  { account, seq, hash: row, at }: KeptHead,
  waiting: readonly Head[],
): Promise<string | undefined> {
  const has = end.seq + waiting.length;
  if (has < seq) return `it has ${has} rows, but ${seq} had been written by ${timeText(at)}`;
  const found = seq > end.seq ? waiting[seq - end.seq - 1] : await rowAt(database, account, seq);
  if (seq === 0 || found?.hash === row) return undefined;
  return `its row ${seq} is not the one that had been written by ${timeText(at)}`;
}

/** How many rows of a journal a second head has not heard of. It hears of each before anything relies on it. */
export const unheardOf = ({ seq }: Pick<KeptHead, 'seq'>, waiting: readonly Head[]): number =>
  waiting.filter((row) => row.seq > seq).length;

/** A second head that goes along with a log. */
export type SecondHead = {
  readonly file: string;
  /** What it says of the log that is opened; undefined where it says nothing yet. */
  readonly head: KeptHead | undefined;
  /** Takes a newer head. Nobody waits for it to be written: while one is, only the newest of those that come is kept. */
  keep(head: Head): void;
  /** Resolves when nothing is to be written any more. */
  settled(): Promise<void>;
};

/** Follows a log from where the second head of its account stands. `failed` is told once when it cannot be written. */
export function followingHead(given: {
  readonly file: string;
  readonly head: KeptHead | undefined;
  readonly account: Account;
  readonly home: string;
  readonly database: string;
  readonly now: () => Ms;
  readonly failed: (says: string) => void;
}): SecondHead {
  const { file, head, account, home, database, now, failed } = given;
  const { key, createdAt, runIdentity } = account;
  let newest: Head | undefined;
  let writing: Promise<void> | undefined;
  let isFailing = false;
  const write = async (): Promise<void> => {
    while (newest !== undefined) {
      const { seq, hash: row } = newest;
      newest = undefined;
      const kept: KeptHead = { seq, hash: row, account: key, createdAt, replay: runIdentity !== '', home, database, at: now() };
      try {
        await replaceFile(file, `${JSON.stringify(kept)}\n`);
        isFailing = false;
      } catch (error) {
        if (!isFailing) failed(messageOf(error));
        isFailing = true;
      }
    }
    writing = undefined;
  };
  return {
    file,
    head,
    keep(to) {
      newest = to;
      writing ??= write();
    },
    settled: async () => writing,
  };
}
