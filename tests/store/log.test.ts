import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { sample, string } from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HistoryQuery } from '../../src/core/facts/eventLog.ts';
import type { DeskEvent } from '../../src/core/facts/events.ts';
import { StoreError } from '../../src/core/facts/storeError.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { type Log, openLog } from '../../src/store/log.ts';
import { ANY_CHARACTER } from '../support/anyCharacter.ts';
import { type Ground, places } from './databases.ts';
import { alert, commands, entries, fill, intent } from './events.ts';

const ACCOUNT = 'replay/paper/main';

describe.each(places)('the event log on $name', (place) => {
  let ground: Ground;
  let database: Database;
  let headFile: string;
  const open = (account = ACCOUNT): Promise<Log> =>
    openLog(database, account, { headFile: headFileOf(ground.home, account), channels: ['terminal', 'telegram'] });

  beforeAll(async () => {
    ground = await place.make();
    database = await ground.open();
    headFile = headFileOf(ground.home, ACCOUNT);
  });
  beforeEach(async () => {
    await ground.empty(database);
  });
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  test('gives back what was appended, numbered from 1, to the byte', async () => {
    const log = await open();
    expect(await Array.fromAsync(log.read())).toEqual([]);
    const batch = [...entries(alert('1', 'warning'), fill('BTC/USDT', 't1')), ...commands(2)];
    await log.append(batch);
    await log.append([]);
    await log.append(commands(1, 3));
    const stored = await Array.fromAsync((await open()).read());
    expect(stored.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(stored.map((row) => row.step)).toEqual([7, 7, null, null, null]);
    expect(stored.slice(0, 4).map((row) => JSON.stringify(row.event))).toEqual(batch.map((row) => JSON.stringify(row.event)));
  });

  test('any text comes back to the byte', async () => {
    const log = await open();
    const texts = sample(string({ unit: ANY_CHARACTER, maxLength: 40 }), { numRuns: 300, seed: 7 });
    const lines = [...texts, '\u0000', '\ud800', '\u2028', "'; DROP TABLE event; --", '\\u0000', '"'];
    const batch = lines.map((line, at) => ({ step: at, event: { type: 'command', at, who: line, line } satisfies DeskEvent }));
    await log.append(batch);
    const stored = await Array.fromAsync((await open()).read());
    expect(stored.map(({ step, event }) => ({ step, event }))).toEqual(batch);
  });

  test('keeps the order of keys in which an event was built', async () => {
    const log = await open();
    const event: DeskEvent = { line: '/status', who: 'ann', at: 5, type: 'command' };
    await log.append([{ step: 0, event }]);
    expect((await Array.fromAsync(log.read())).map((row) => JSON.stringify(row.event))).toEqual([JSON.stringify(event)]);
  });

  test('reads a log longer than a page whole and in order', async () => {
    const log = await open();
    await log.append(commands(4_500));
    const stored = await Array.fromAsync(log.read());
    expect(stored).toHaveLength(4_500);
    expect(stored.every((row, index) => row.seq === index + 1)).toBe(true);
  });

  test('keeps accounts apart', async () => {
    const [mine, other] = [await open(), await open('replay/paper/other')];
    await Promise.all([mine.append(commands(3)), other.append(commands(2, 50))]);
    expect((await Array.fromAsync(mine.read())).map((row) => row.seq)).toEqual([1, 2, 3]);
    expect((await Array.fromAsync(other.read())).map((row) => row.seq)).toEqual([1, 2]);
    expect(mine.head.hash).not.toBe(other.head.hash);
  });

  test('never interleaves batches that are appended at once', async () => {
    const log = await open();
    await Promise.all(Array.from({ length: 20 }, (_, batch) => log.append(commands(5, batch * 5 + 1))));
    const lines = (await Array.fromAsync(log.read())).map((row) => (row.event.type === 'command' ? row.event.line : ''));
    expect(lines).toEqual(Array.from({ length: 100 }, (_, index) => `/status ${index + 1}`));
  });

  test.each([
    ['the same leg of the same decision', intent('d1', '0', 'b'), 'intent'],
    ['the same client id', intent('d2', '0', 'a'), 'intent'],
    ['the same trade', fill('BTC/USDT', 't1'), 'fill'],
  ])('the database refuses %s a second time, with its whole batch', async (_name, again, type) => {
    const log = await open();
    await log.append(entries(intent('d1', '0', 'a'), fill('BTC/USDT', 't1')));
    await expect(log.append([...commands(1), ...entries(again)])).rejects.toMatchObject({
      name: 'StoreError',
      kind: 'duplicate',
    });
    expect(log.head.seq).toBe(2);
    expect(await Array.fromAsync(log.read())).toHaveLength(2);
    // The same under another leg, symbol and id is another fact.
    await log.append(entries(intent('d1', '1', 'b'), fill('ETH/USDT', 't1')));
    expect((await Array.fromAsync(log.read())).filter((row) => row.event.type === type)).toHaveLength(2);
  });

  test('a batch called for before a failure was known is not written past it', async () => {
    const log = await open();
    await log.append(entries(fill('BTC/USDT', 't1')));
    const bad = log.append(entries(fill('BTC/USDT', 't1')));
    const behind = log.append(commands(1));
    await expect(bad).rejects.toMatchObject({ kind: 'duplicate' });
    await expect(behind).rejects.toMatchObject({ name: 'StoreError' });
    expect(await Array.fromAsync(log.read())).toHaveLength(1);
    await log.append(commands(1));
    expect(await Array.fromAsync(log.read())).toHaveLength(2);
  });

  test('a batch whose commit was never confirmed is not written twice', async () => {
    await open();
    let lost = true;
    const shaky: Database = {
      ...database,
      async write(doing, statements) {
        await database.write(doing, statements);
        if (lost) throw new StoreError('unreachable', 'the connection broke just then');
      },
    };
    const log = await openLog(shaky, ACCOUNT, { headFile, channels: ['terminal'] });
    const batch = [...commands(2), ...entries(intent('d1', '0', 'a'), alert('1', 'critical'))];
    await expect(log.append(batch)).rejects.toMatchObject({ kind: 'unreachable' });
    lost = false;
    await log.append([...batch, ...commands(1, 3)]);
    expect((await Array.fromAsync(log.read())).map((row) => row.event.type)).toEqual([
      'command',
      'command',
      'intent',
      'alert',
      'command',
    ]);
    expect((await open()).head).toEqual(log.head);
  });

  test('rows of another writer are noticed at the first append', async () => {
    const [mine, other] = [await open(), await open()];
    await other.append(commands(1));
    await expect(mine.append(commands(1, 5))).rejects.toMatchObject({
      kind: 'broken',
      message: expect.stringContaining('somebody else'),
    });
    expect(await Array.fromAsync(other.read())).toHaveLength(1);
  });

  test('an event that could not be read back is refused before it is written', async () => {
    const log = await open();
    const wrong = { type: 'funded', at: 1, amount: 'NaN', why: 'gift' } satisfies DeskEvent;
    await expect(log.append([...commands(1), { step: null, event: wrong }])).rejects.toMatchObject({ kind: 'invalid' });
    expect(await Array.fromAsync(log.read())).toEqual([]);
  });

  test('history gives the newest first, by type, time and number', async () => {
    const log = await open();
    await log.append([...commands(5), ...entries(fill('BTC/USDT', 't1'), fill('BTC/USDT', 't2')), ...commands(3, 6)]);
    expect((await log.history({ limit: 3 })).map((row) => row.seq)).toEqual([10, 9, 8]);
    expect((await log.history({ limit: 9, types: ['fill'] })).map((row) => row.seq)).toEqual([7, 6]);
    expect((await log.history({ limit: 2, before: 6 })).map((row) => row.seq)).toEqual([6, 5]);
    const [third] = await log.history({ limit: 1, before: 3 });
    const at = third?.event.at ?? 0;
    expect((await log.history({ limit: 9, from: at, to: at + 60_000 })).map((row) => row.seq)).toEqual([4, 3]);
  });

  test('history finds what names a symbol or a position, and no other', async () => {
    const log = await open();
    const dropped = (position: number, symbol: string): DeskEvent => ({
      type: 'exitDropped',
      at: 1,
      position,
      symbol,
      says: 'no',
    });
    await log.append(entries(dropped(7, 'BTC/USDT'), dropped(70, 'BTC/USDT'), dropped(7, 'ETH/USDT'), fill('BTC/USDT', 't1')));
    const seqs = async (query: Omit<HistoryQuery, 'limit'>) => (await log.history({ limit: 9, ...query })).map((row) => row.seq);
    expect(await seqs({ symbol: 'ETH/USDT' })).toEqual([3]);
    expect(await seqs({ symbol: 'BTC/USDT', types: ['exitDropped'] })).toEqual([2, 1]);
    expect(await seqs({ position: 7, types: ['exitDropped'] })).toEqual([3, 1]);
    expect(await seqs({ position: 70 })).toEqual([2]);
    expect(await seqs({ symbol: 'BTC/USDT', position: 7, types: ['exitDropped'] })).toEqual([1]);
  });

  test('a long history comes whole and in order, and lets others run in between', async () => {
    const log = await open();
    await log.append(commands(450));
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 0);
    const rows = await log.history({ limit: 430 });
    clearInterval(ticking);
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 430 }, (_, i) => 450 - i));
    expect(turns).toBeGreaterThan(1);
  });

  describe('the head kept outside', () => {
    test('follows every commit', async () => {
      const log = await open();
      await log.append(commands(3));
      expect(JSON.parse(readFileSync(headFile, 'utf8'))).toEqual(log.head);
      expect(log.head.seq).toBe(3);
    });

    test('ahead of the database means that rows were cut off: an old backup', async () => {
      const log = await open();
      await log.append(commands(5));
      const raw = await ground.raw();
      await raw.script('DELETE FROM "event" WHERE "seq" > 3');
      await raw.close();
      await expect(open()).rejects.toMatchObject({
        kind: 'broken',
        message: expect.stringMatching(/ends at row 3.*row 5.*old backup/),
      });
      await expect(Array.fromAsync(log.read())).rejects.toMatchObject({ kind: 'broken' });
    });

    test('behind the database after a crash is moved forward over rows that chain on', async () => {
      const log = await open();
      await log.append(commands(2));
      const old = readFileSync(headFile, 'utf8');
      await log.append(commands(3, 3));
      writeFileSync(headFile, old);
      expect((await open()).head).toEqual(log.head);
      expect(JSON.parse(readFileSync(headFile, 'utf8'))).toEqual(log.head);
    });

    test('behind the database is not moved over rows that do not chain on', async () => {
      const log = await open();
      await log.append(commands(2));
      const old = readFileSync(headFile, 'utf8');
      await log.append(commands(3, 3));
      writeFileSync(headFile, old);
      const raw = await ground.raw();
      await raw.script(`UPDATE "event" SET "at" = "at" + 1 WHERE "seq" = 4`);
      await raw.close();
      await expect(open()).rejects.toMatchObject({ kind: 'broken', message: expect.stringContaining('row 4') });
    });

    test('of another history is refused', async () => {
      await (await open()).append(commands(2));
      writeFileSync(headFile, JSON.stringify({ seq: 2, hash: 'a'.repeat(64) }));
      await expect(open()).rejects.toMatchObject({ kind: 'broken', message: expect.stringContaining('row 2') });
    });

    test('gone or damaged is refused, with the way to accept the log', async () => {
      const log = await open();
      await log.append(commands(2));
      writeFileSync(headFile, '{"seq":2');
      await expect(open()).rejects.toMatchObject({ kind: 'broken', message: expect.stringContaining('damaged') });
      rmSync(headFile);
      await expect(open()).rejects.toMatchObject({ kind: 'broken', advice: expect.stringContaining('audit accept') });
      writeFileSync(headFile, JSON.stringify(log.head));
      expect((await open()).head).toEqual(log.head);
    });

    test('that cannot be written loses nothing and is made up for before the next batch', async () => {
      const log = await open();
      await log.append(commands(1));
      const folder = dirname(headFile);
      rmSync(folder, { recursive: true });
      writeFileSync(folder, 'a file where the folder was');
      await log.append(commands(1, 2));
      await expect(log.append(commands(1, 3))).rejects.toMatchObject({
        kind: 'broken',
        message: expect.stringContaining(headFile),
      });
      expect(log.head.seq).toBe(2);
      rmSync(folder);
      await log.append(commands(1, 3));
      expect(JSON.parse(readFileSync(headFile, 'utf8'))).toEqual(log.head);
      expect(await Array.fromAsync(log.read())).toHaveLength(3);
    });
  });
});
