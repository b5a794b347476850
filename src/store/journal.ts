import { existsSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { StoreError } from '../core/facts/storeError.ts';
import { bodyOf } from '../core/facts/versions.ts';
import type { Head } from './chain.ts';
import { storeError } from './errors.ts';
import { eventFrom, type LogEntry } from './rows.ts';

/**
 * A file beside the database for what happens while that cannot be written: an exit must not wait for it, and must not be
 * forgotten. Synced; its entries come onto the log, in their order, when they can.
 */
export type Journal = {
  /** What an earlier process has left in it, and the row after which it belongs; undefined where there is none. Throws StoreError. */
  read(): Promise<{ readonly after: Head; readonly entries: readonly LogEntry[] } | undefined>;
  /** Holds the batch, which comes after `after`, from now on; one that begins like the batch before is only added to. Throws StoreError. */
  keep(after: Head, batch: readonly LogEntry[]): Promise<void>;
  /** Everything in it is in the log. */
  clear(): Promise<void>;
};

/** Beside the head that is kept outside the database. */
export const journalFileOf = (headFile: string): string => `${headFile}.journal`;

const headLine = z.object({ seq: z.int(), hash: z.string() });
const entryLine = z.object({ step: z.int().nullable(), body: z.string() });

export function openJournal(file: string): Journal {
  /** What is in it for sure: so many entries after `after`, in so many bytes. */
  let held: { readonly after: Head; readonly entries: number; readonly bytes: number } | undefined;
  const doing = (what: string): string => `${what} the journal ${file}`;
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw storeError(error, doing(what));
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
    async read() {
      if (!existsSync(file)) return undefined;
      const text = await attempt('read', () => readFile(file, 'utf8'));
      // A last line that was cut off by the end of its process was never relied upon.
      const [first, ...rest] = text.split('\n').slice(0, -1);
      if (first === undefined) return undefined;
      try {
        const after = headLine.parse(JSON.parse(first));
        const entries = rest.map((line) => {
          const { step, body } = entryLine.parse(JSON.parse(line));
          return { step, event: eventFrom(body, doing('an entry of')) };
        });
        return { after, entries };
      } catch (error) {
        if (error instanceof StoreError) throw error;
        throw new StoreError('broken', `${doing('an entry of')} cannot be read`, {
          advice: 'It holds what happened while the database could not be written. Move the file away to start without that.',
          cause: error,
        });
      }
    },
    keep: (after, batch) =>
      attempt('write', async () => {
        const known = held?.after.seq === after.seq ? held : { after, entries: 0, bytes: 0 };
        const fresh = batch.slice(known.entries).map(({ step, event }) => JSON.stringify({ step, body: bodyOf(event) }));
        if (fresh.length === 0) return;
        const bytes = await write(known.bytes, known.bytes === 0 ? [JSON.stringify(after), ...fresh] : fresh);
        held = { after, entries: batch.length, bytes };
      }),
    async clear() {
      held = undefined;
      await attempt('remove', () => rm(file, { force: true }));
    },
  };
}
