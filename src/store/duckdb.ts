import { resolve } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { messageOf } from '../core/facts/messageOf.ts';
import { SourceError } from '../core/market/sourceError.ts';

/**
 * DuckDB is loaded at the first candle that needs it, and let go when candles are no longer read: it costs memory that the desk can
 * use.
 */
let instance: Promise<DuckDBInstance> | undefined;
let working = 0;
let idle: NodeJS.Timeout | undefined;
/** An instance that nobody has used for this long gives its memory back, ms. */
const PATIENCE = 500;

function release(): void {
  const unused = instance;
  instance = undefined;
  unused?.then((open) => open.closeSync()).catch(() => undefined);
}

async function open(): Promise<DuckDBInstance> {
  try {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    // Candles are copied into our own columns, so DuckDB's cache of file contents would only keep them twice.
    return await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '256MB', enable_external_file_cache: 'false' });
  } catch (cause) {
    const says = messageOf(cause);
    throw new SourceError(
      `DuckDB, which reads and writes candle files, cannot be loaded on this machine: ${says}; run npm ci here`,
      { cause },
    );
  }
}

/** Runs `work` on a connection of its own: a streamed result ends when its connection is given another query. */
export async function withDuckDb<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  clearTimeout(idle);
  working += 1;
  try {
    instance ??= open();
    const connection = await (await instance).connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    working -= 1;
    if (working === 0) idle = setTimeout(release, PATIENCE).unref();
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A file as an SQL literal, where DuckDB takes the path as it is: to write to. */
export const fileToWrite = (path: string): string => quoted(resolve(path));

/** A file as an SQL literal, where DuckDB takes patterns: each sign that would stand for others is made one that stands for itself. */
export const fileToRead = (path: string): string => quoted(resolve(path).replace(/[*?[]/g, '[$&]'));
