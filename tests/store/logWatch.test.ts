import { expect, it } from 'vitest';
import { StoreError } from '../../src/core/facts/storeError.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { watchLog } from '../../src/store/logWatch.ts';
import type { LogEntry } from '../../src/store/rows.ts';

/** A log that takes what it is given, or fails as it is told to. */
function watched() {
  let fault: Error | undefined;
  let gone: string | undefined;
  let silent = false;
  let full: StoreError | undefined;
  let now = 0;
  const told: Reply[] = [];
  const lost: string[] = [];
  const log = watchLog(
    {
      head: { seq: 7, hash: 'h' },
      append: (_batch: readonly LogEntry[]) => (fault === undefined ? Promise.resolve() : Promise.reject(fault)),
      setAside: (_batch: readonly LogEntry[]) => Promise.resolve(full),
    },
    {
      now: () => now,
      tell: (reply) => void told.push(reply),
      replayable: false,
      async probe() {
        if (silent) await new Promise(() => undefined);
        if (gone !== undefined) throw new Error(gone);
      },
      after: () => (silent ? Promise.resolve() : new Promise(() => undefined)),
      lost: ({ kind }) => void lost.push(kind),
    },
  );
  return {
    told,
    log,
    titles: () => told.map(({ title }) => title),
    async look(at: number, says?: string) {
      now = at;
      gone = says;
      await log.look();
    },
    silence: () => {
      silent = true;
    },
    lost,
    setAside(says?: string) {
      full = says === undefined ? undefined : new StoreError('full', says);
      return log.setAside([]);
    },
    async write(at: number, says?: string | Error) {
      now = at;
      fault = typeof says === 'string' ? new Error(says) : says;
      return log.append([]).then(
        () => 'written',
        (error: unknown) => String(error),
      );
    },
  };
}

it('a database that stays unwritable is told of once, and again when it is back', async () => {
  const { write, titles, told, log } = watched();
  expect(await write(0, 'disk full')).toBe('Error: disk full');
  expect(await write(4_000, 'disk full')).toBe('Error: disk full');
  expect(titles()).toEqual([]);
  expect(await log.component('SQLite')).toEqual({
    name: 'database',
    state: 'down',
    says: 'cannot be written for 4 s: disk full',
  });
  await write(5_000, 'disk full');
  await write(60_000, 'disk full');
  expect(titles()).toEqual(['🚨 The database cannot be written']);
  expect(told[0]?.lines).toEqual(['disk full', expect.stringContaining('stops and exits go on')]);
  expect(await write(65_000)).toBe('written');
  await write(66_000);
  expect(titles()).toEqual(['🚨 The database cannot be written', 'The database can be written again']);
  expect(told[1]?.lines[0]).toContain('After 1 m;');
  expect(await log.component('SQLite')).toEqual({ name: 'database', state: 'ok', says: 'SQLite, 7 events' });
});

it('a write that fails for a moment worries nobody', async () => {
  const { write, titles } = watched();
  await write(0, 'locked');
  await write(1_000);
  await write(9_000, 'locked');
  await write(10_000);
  expect(titles()).toEqual([]);
});

it('a database that is gone is told of within a minute although nothing is to be written', async () => {
  const { look, write, titles, told, log } = watched();
  for (let at = 0; at < 60_000; at += 15_000) await look(at, at < 15_000 ? undefined : 'was deleted');
  expect(titles()).toEqual(['🚨 The database cannot be written']);
  expect(told[0]?.lines[0]).toBe('was deleted');
  expect(await log.component('SQLite')).toMatchObject({ state: 'down' });
  await look(60_000);
  await write(61_000);
  expect(titles()).toEqual(['🚨 The database cannot be written', 'The database can be written again']);
});

it('an account that somebody else has taken is told at once: nothing may be done here any more', async () => {
  const { write, lost } = watched();
  await write(0, new StoreError('locked', 'somebody reads it'));
  await write(1_000, 'disk full');
  expect(lost).toEqual([]);
  await write(2_000, new StoreError('in use', 'another Countersign has taken it'));
  expect(lost).toEqual(['in use']);
});

it('what not even the journal takes is told at once, and /health says so until one of them can be written', async () => {
  const { write, setAside, titles, told, log } = watched();
  await write(0, 'locked');
  await setAside();
  expect((await log.component('SQLite')).says).toBe('cannot be written for 0 s: locked');
  for (const _ of [1, 2]) expect(await setAside('no room')).toMatchObject({ kind: 'full' });
  expect(titles()).toEqual(['🚨 What happens now is stored nowhere']);
  expect(told[0]?.lines).toEqual([
    expect.stringContaining('no room. Free space'),
    expect.stringContaining('a crash would forget'),
  ]);
  expect((await log.component('SQLite')).says).toContain('The journal cannot be written either: no room');
  await setAside();
  expect((await log.component('SQLite')).says).not.toContain('journal');
  await setAside('no room');
  expect(titles()).toHaveLength(2);
  await write(1_000);
  expect((await log.component('SQLite')).state).toBe('ok');
});

it('a lock is seen by /health before anything was to be written, and is over for it when it is', async () => {
  const { look, write, log } = watched();
  await look(0, 'database is locked');
  expect(await log.component('SQLite')).toMatchObject({ state: 'down', says: 'cannot be written for 0 s: database is locked' });
  await look(15_000);
  expect(await log.component('SQLite')).toMatchObject({ state: 'ok' });
  // What a write has found only a write ends: a full disk lets itself be looked at.
  await write(16_000, 'disk full');
  await look(17_000);
  expect(await log.component('SQLite')).toMatchObject({ state: 'down' });
});

it('a database that does not answer holds up no /health', async () => {
  const { silence, log } = watched();
  silence();
  expect(await log.component('a server')).toMatchObject({ state: 'degraded', says: expect.stringContaining('does not answer') });
});
