import { closeSync, fstatSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { CONCERNS, type Concern, type Logger } from '../core/facts/logger.ts';
import { messageOf } from '../core/facts/messageOf.ts';
import { makeFolder } from './folder.ts';
import type { Redactor } from './redaction.ts';

const LARGEST = 10 * 1024 * 1024;
const KEPT = 3;
/** Read from the end of a file in pieces of this many bytes. */
const PIECE = 64 * 1024;

export type Logs = {
  /** Warnings and errors are told aside too. */
  readonly logger: Logger;
  /** The same for what people are told in another way: into its file alone. */
  readonly inFile: Logger;
  /** The newest lines of one file, oldest first, as people read them; secrets were masked when they were written. */
  tail(concern: Concern, lines: number): Promise<readonly string[]>;
  /** Writes what is not yet in the files, and gives them back. */
  close(): void;
};

/** Where warnings and errors are told besides the files. */
export type Aside = (level: 'warn' | 'error', message: string) => void;

/** `bot.log` becomes `bot.1.log` when it has grown large, and so on; the oldest is dropped. */
function rotate(folder: string, concern: Concern, largest: number): void {
  const file = (age: number): string => join(folder, age === 0 ? `${concern}.log` : `${concern}.${age}.log`);
  if ((statSync(file(0), { throwIfNoEntry: false })?.size ?? 0) < largest) return;
  rmSync(file(KEPT), { force: true });
  for (let age = KEPT - 1; age >= 0; age--)
    if (statSync(file(age), { throwIfNoEntry: false })) renameSync(file(age), file(age + 1));
}

/** The last lines of a file that may be large, read backwards in pieces; none when it cannot be read. */
async function lastLines(path: string, count: number): Promise<readonly string[]> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return [];
  try {
    let start = (await file.stat()).size;
    let bytes = Buffer.alloc(0);
    const enough = (): boolean => bytes.filter((byte) => byte === 10).length > count;
    while (start > 0 && !enough()) {
      const length = Math.min(PIECE, start);
      start -= length;
      const piece = Buffer.alloc(length);
      await file.read(piece, 0, length, start);
      bytes = Buffer.concat([piece, bytes]);
    }
    const lines = bytes
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '');
    return count <= 0 ? [] : lines.slice(-count);
  } finally {
    await file.close();
  }
}

/**
 * One log file for each concern, one JSON object a line, in `folder`. Nothing that is logged can hold a known secret or break
 * its line. A full disk costs log lines and never the desk. Warnings and errors are in their file at once, with all before them;
 * other lines when the turn of the event loop is over, many in one write.
 */
export function openLogs(given: {
  readonly folder: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly redactor: Redactor;
  readonly aside?: Aside;
  /** Bytes at which a file is put away. */
  readonly largest?: number;
}): Logs {
  const { folder, level, redactor, aside } = given;
  makeFolder(folder);
  const path = (concern: Concern): string => join(folder, `${concern}.log`);

  const largest = given.largest ?? LARGEST;

  const openFile = (concern: Concern) => {
    const begin = (): { readonly handle: number; bytes: number } => {
      rotate(folder, concern, largest);
      const handle = openSync(path(concern), 'a', 0o600);
      return { handle, bytes: fstatSync(handle).size };
    };
    let file = begin();
    let failing = false;
    let waiting = '';
    const flush = (): void => {
      if (waiting === '') return;
      const lines = waiting;
      waiting = '';
      try {
        if (file.bytes >= largest) {
          const full = file;
          file = begin();
          closeSync(full.handle);
        }
        file.bytes += writeSync(file.handle, lines);
        failing = false;
      } catch (error) {
        if (!failing) aside?.('error', `the ${concern} log cannot be written: ${messageOf(error)}`);
        failing = true;
      }
    };
    const destination = {
      write(line: string): void {
        if (waiting === '') setImmediate(flush);
        waiting += line;
      },
    };
    const options = {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
    };
    return { close: () => closeSync(file.handle), flush, log: pino(options, destination) };
  };
  const files = new Map(CONCERNS.map((concern) => [concern, openFile(concern)]));
  let closed = false;
  /** Gives the text that was written; undefined when nothing is written any more. */
  const write: (...line: Parameters<Logger>) => string | undefined = (concern, severity, message, details = {}) => {
    const file = files.get(concern);
    if (closed || file === undefined) return undefined;
    const text = redactor.text(message);
    file.log[severity]({ details: Object.keys(details).length === 0 ? undefined : redactor.value(details) }, text);
    if (severity === 'warn' || severity === 'error') file.flush();
    return text;
  };

  return {
    inFile: (...line) => void write(...line),
    logger(concern, severity, message, details) {
      const text = write(concern, severity, message, details);
      if (text !== undefined && (severity === 'warn' || severity === 'error')) aside?.(severity, text);
    },
    async tail(concern, lines) {
      const { prettyFactory } = await import('pino-pretty');
      const pretty = prettyFactory({ colorize: false, singleLine: true, translateTime: 'UTC:yyyy-mm-dd HH:MM:ss' });
      files.get(concern)?.flush();
      const newest = await lastLines(path(concern), lines);
      return newest.map((line) => pretty(line).trimEnd());
    },
    close() {
      if (closed) return;
      closed = true;
      for (const file of files.values()) {
        file.flush();
        file.close();
      }
    },
  };
}
