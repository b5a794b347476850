import { existsSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { StoreError } from '../core/facts/storeError.ts';
import { type Head, rowHash } from './chain.ts';
import { storeError } from './errors.ts';
import { chained, eventFrom, type LogEntry, numberOf, type StoredRow } from './rows.ts';

/**
 * A file beside the database for what happens while that cannot be written: an exit must not wait for it, and must not be
 * forgotten. Synced; its rows, chained onto those of the log, come into it, in their order, when they can.
 */
export type Journal = {
  /**
   * Holds the batch, which comes after `after`, from now on; one that begins like the batch before is only added to. Gives the last row
   * that it holds then. Throws StoreError.
   */
  keep(after: Head, batch: readonly LogEntry[]): Promise<Head>;
  /** Everything in it is in the log. */
  clear(): Promise<void>;
};

/** What a journal holds, as rows of the log, and the row after which they belong. */
export type JournalRows = { readonly after: Head; readonly rows: readonly StoredRow[] };

/** Beside the head that is kept outside the database. */
export const journalFileOf = (headFile: string): string => `${headFile}.journal`;

const headLine = z.object({ seq: z.int(), hash: z.string() });
const rowLine = z.object({ step: z.int().nullable(), body: z.string(), hash: z.string() });
const bodyStart = z.object({ type: z.string(), at: z.int() });

/** What whoever cannot go on with a journal may do. */
export const WITHOUT_IT =
  'It holds what happened while the database could not be written. Move the file away to start without that.';

const doing = (what: string, file: string): string => `${what} the journal ${file}`;

/** What an earlier process has left in a journal; undefined where there is none. Throws StoreError. */
export async function readJournal(file: string): Promise<JournalRows | undefined> {
  if (!existsSync(file)) return undefined;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw storeError(error, doing('read', file));
  }
  // A last line that was cut off by the end of its process was never relied upon.
  const [first, ...rest] = text.split('\n').slice(0, -1);
  if (first === undefined) return undefined;
  try {
    const after = headLine.parse(JSON.parse(first));
    let last = after;
    const rows = rest.map((line) => {
      const { step, body, hash } = rowLine.parse(JSON.parse(line));
      const { type, at } = bodyStart.parse(JSON.parse(body));
      const seq = last.seq + 1;
      const row = { seq, step: step === null ? null : BigInt(step), at: BigInt(at), type, body };
      if (rowHash(last.hash, row) !== hash)
        throw new StoreError('broken', `${file} does not hang together: its row ${seq} is not the one that was written`, {
          advice: WITHOUT_IT,
        });
      last = { seq, hash };
      return { seq, step, event: eventFrom(body, doing(`row ${seq} of`, file)), hash };
    });
    return { after, rows };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError('broken', `${doing('an entry of', file)} cannot be read`, { advice: WITHOUT_IT, cause: error });
  }
}

export function openJournal(file: string, account: string): Journal {
  /** What is in it for sure: so many entries after `after`, up to the row `last`, in so many bytes. */
  let held: { readonly after: Head; readonly last: Head; readonly bytes: number } | undefined;
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw storeError(error, doing(what, file));
    }
  };
  /** Puts lines behind the first `from` bytes, over whatever a write that failed has left there. Gives how many bytes there are then. */
  const write = async (from: number, lines: readonly string[]): Promise<number> => {
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    const handle = await open(file, from === 0 ? 'w' : 'r+', 0o600);
    try {
      // A disk that is nearly full takes a part.
      for (let done = 0; done < bytes.length; )
        done += (await handle.write(bytes, done, bytes.length - done, from + done)).bytesWritten;
      await handle.truncate(from + bytes.length);
      await handle.sync();
      return from + bytes.length;
    } finally {
      await handle.close();
    }
  };
  return {
    keep: (after, batch) =>
      attempt('write', async () => {
        const known = held?.after.hash === after.hash ? held : { after, last: after, bytes: 0 };
        const fresh = chained(account, known.last, batch.slice(known.last.seq - after.seq));
        const end = fresh.at(-1);
        if (end === undefined) return known.last;
        const lines = fresh.map(({ step, body, hash }) => JSON.stringify({ step: numberOf(step), body, hash }));
        const bytes = await write(known.bytes, known.bytes === 0 ? [JSON.stringify(after), ...lines] : lines);
        held = { after, last: { seq: end.seq, hash: end.hash }, bytes };
        return held.last;
      }),
    async clear() {
      held = undefined;
      await attempt('remove', () => rm(file, { force: true }));
    },
  };
}
