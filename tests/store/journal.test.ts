import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { headFileOf } from '../../src/store/head.ts';
import { journalFileOf, openJournal } from '../../src/store/journal.ts';
import { type Log, openLog } from '../../src/store/log.ts';
import type { LogEntry } from '../../src/store/rows.ts';
import { followingHead, readSecondHead } from '../../src/store/secondHead.ts';
import { type Ground, places } from './databases.ts';
import { commands, entries, fill } from './events.ts';

const ACCOUNT = { key: 'a', createdAt: '2024-06-01T00:00:00.000Z', runIdentity: '' };

describe.each(places)('what $name could not take', (place) => {
  let ground: Ground;
  let recovered: number[];
  const file = (): string => journalFileOf(headFileOf(ground.home, 'a'));
  const opened: { close(): Promise<void> }[] = [];
  const open = async (guarded = false): Promise<Log> => {
    const database = await ground.open(50);
    opened.push(database);
    const { file: second, head } = await readSecondHead({ file: join(ground.home, 'second.head'), folder: '' }, ACCOUNT);
    const follow = () =>
      followingHead({
        file: second,
        head,
        account: ACCOUNT,
        home: ground.home,
        database: 'here',
        now: () => 0,
        failed: () => undefined,
      });
    return openLog(database, 'a', {
      headFile: headFileOf(ground.home, 'a'),
      channels: [],
      ...(guarded ? { second: follow() } : {}),
      recovered: (events) => recovered.push(events),
    });
  };
  const seqs = async (log: Log): Promise<readonly number[]> => (await Array.fromAsync(log.read())).map(({ seq }) => seq);
  beforeAll(async () => {
    ground = await place.make();
  });
  beforeEach(async () => {
    recovered = [];
    rmSync(join(ground.home, 'second.head'), { force: true });
    const database = await ground.open();
    await ground.empty(database);
    await database.close();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  afterAll(() => ground.clear());

  test('is on the log after the next start, in its order, whatever came of the process', async () => {
    const log = await open();
    await log.append(commands(2));
    await log.setAside(commands(1, 3));
    // The batch has grown by the next try.
    await log.setAside(commands(3, 3));
    expect(statSync(file()).mode & 0o077).toBe(0);
    expect(readFileSync(file(), 'utf8').trimEnd().split('\n')).toHaveLength(4);
    const next = await open();
    expect(recovered).toEqual([3]);
    expect(await seqs(next)).toEqual([1, 2, 3, 4, 5]);
    expect((await next.history({ limit: 3 })).map(({ event }) => event)).toEqual(
      commands(3, 3)
        .map(({ event }) => event)
        .toReversed(),
    );
    expect(existsSync(file())).toBe(false);
    expect((await open()).head.seq).toBe(5);
    expect(recovered).toEqual([3]);
  });

  test('is forgotten once it is written after all', async () => {
    const log = await open();
    await log.setAside(commands(2));
    await log.append(commands(3));
    expect(existsSync(file())).toBe(false);
    await open();
    expect(recovered).toEqual([]);
  });

  test('is not written twice where the process died between its commit and its forgetting', async () => {
    const log = await open();
    await log.append(commands(1));
    await log.setAside(commands(2, 2));
    const left = readFileSync(file());
    await log.append(commands(3, 2));
    appendFileSync(file(), left);
    expect(await seqs(await open())).toEqual([1, 2, 3, 4]);
    expect(existsSync(file())).toBe(false);
  });

  test('is completed where a part of it was committed without that being heard', async () => {
    const log = await open();
    await log.append(commands(1));
    await log.setAside(commands(2, 2));
    await log.setAside(commands(4, 2));
    const left = readFileSync(file());
    await log.append(commands(2, 2));
    appendFileSync(file(), left);
    expect(await seqs(await open())).toEqual([1, 2, 3, 4, 5]);
    expect(recovered).toEqual([2]);
    expect(existsSync(file())).toBe(false);
  });

  test('is written over what a write that failed has left in the file', async () => {
    const log = await open();
    await log.setAside(commands(2));
    appendFileSync(file(), '{"step":null,"bo');
    await log.setAside(commands(4));
    expect(await seqs(await open())).toEqual([1, 2, 3, 4]);
  });

  test('loses nothing to a last line that was cut off', async () => {
    const log = await open();
    await log.setAside(commands(2));
    appendFileSync(file(), '{"step":null,"bo');
    expect(await seqs(await open())).toEqual([1, 2]);
  });

  test.each([
    ['of a log that went on otherwise', async (log: Log) => log.append(commands(1, 7)), 'goes on otherwise from there'],
    ['that is damaged', () => Promise.resolve(appendFileSync(file(), 'x\n')), 'cannot be read'],
  ])('is refused with what to do: one %s', async (_, happen, says) => {
    const log = await open();
    await log.append(commands(1));
    await log.setAside(commands(2, 2));
    const left = readFileSync(file(), 'utf8');
    await happen(log);
    if (!existsSync(file())) appendFileSync(file(), left);
    await expect(open()).rejects.toThrow(says);
    await expect(open()).rejects.toThrow(/ove th(e|at) file away/);
    expect(existsSync(file())).toBe(true);
  });

  /** A journal as somebody would write it who knows how. */
  const forge = async ({ head }: Log, batch: readonly LogEntry[]): Promise<void> => {
    rmSync(file(), { force: true });
    await openJournal(file(), 'a').keep(head, batch);
  };
  /** Refused for what `says`; the home is of use as soon as the file is away. Gives the rows of its log then. */
  const refused = async (says: string | RegExp, guarded = false): Promise<readonly number[]> => {
    for (let i = 0; i < 2; i++) await expect(open(guarded)).rejects.toThrow(says);
    renameSync(file(), `${file()}.away`);
    const rows = await seqs(await open(guarded));
    expect(recovered).toEqual([]);
    return rows;
  };

  test.each([
    [
      'of which no row has a digest',
      (text: string) => text.replaceAll(/,"hash":"[0-9a-f]{64}"}/g, '}').replace('}', ',"hash":"0"}'),
    ],
    ['one row of which was changed', (text: string) => text.replace('/status 3', '/status 9')],
    ['from which a row was taken', (text: string) => text.replace(/\{"step".*\/status 2.*\n/, '')],
    ['whose last row has the digest of another', (text: string) => text.replace(/[0-9a-f]{64}(?="}\n$)/, '0'.repeat(64))],
  ])('is refused by name: one %s', async (_, change) => {
    const log = await open();
    await log.append(commands(1));
    await log.setAside(commands(2, 2));
    const text = readFileSync(file(), 'utf8');
    writeFileSync(file(), change(text));
    expect(readFileSync(file(), 'utf8')).not.toBe(text);
    expect(await refused(/journal.*Move the file away/)).toEqual([1]);
  });

  test.each([
    ['a fill of an unknown order', entries(fill('BTC/USDT', 't1'))],
    [
      'the end of an order that nobody has given, after a command',
      [
        ...commands(1, 2),
        ...entries({
          type: 'order',
          at: Date.UTC(2024, 5, 1),
          clientId: 'cs9',
          symbol: 'BTC/USDT',
          purpose: 'exit',
          status: 'canceled',
          filled: '0',
          says: 'gone',
        }),
      ],
    ],
  ])('is refused before any of it is in the log: %s', async (_, batch) => {
    const log = await open();
    await log.append(commands(1));
    await forge(log, batch);
    expect(await refused(/cannot have happened after the log.*Move the file away/)).toEqual([1]);
  });

  test('is vouched for by the second head, which has heard of what waits', async () => {
    const log = await open(true);
    await log.append(commands(1));
    await log.setAside(commands(1, 2));
    await log.setAside(commands(2, 2));
    await log.close();
    expect(await seqs(await open(true))).toEqual([1, 2, 3]);
    expect(recovered).toEqual([2]);
    await (await open(true)).close();
  });

  test('is missed where the second head has heard of it', async () => {
    const log = await open(true);
    await log.append(commands(1));
    await log.setAside(commands(2, 2));
    await log.close();
    renameSync(file(), `${file()}.away`);
    await expect(open(true)).rejects.toThrow('it has 1 rows, but 3 had been written');
    renameSync(`${file()}.away`, file());
    expect(await seqs(await open(true))).toEqual([1, 2, 3]);
  });

  test('is refused where the second head has not heard of it, or of the end of it', async () => {
    const log = await open(true);
    await log.append(commands(1));
    await log.close();
    await forge(log, commands(2, 2));
    expect(await refused(/2 rows of which the second head has not heard.*audit accept/, true)).toEqual([1]);
  });

  test('is refused where it is longer than the second head has heard of', async () => {
    const log = await open(true);
    await log.append(commands(1));
    await log.setAside(commands(1, 2));
    await log.close();
    await forge(log, commands(3, 2));
    await expect(open(true)).rejects.toThrow('2 rows of which the second head has not heard');
    await forge(log, commands(1, 2));
    expect(await seqs(await open(true))).toEqual([1, 2]);
  });
});
