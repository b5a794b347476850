import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { headFileOf } from '../../src/store/head.ts';
import { journalFileOf } from '../../src/store/journal.ts';
import { type Log, openLog } from '../../src/store/log.ts';
import { type Ground, places } from './databases.ts';
import { commands } from './events.ts';

describe.each(places)('what $name could not take', (place) => {
  let ground: Ground;
  let recovered: number[];
  const file = (): string => journalFileOf(headFileOf(ground.home, 'a'));
  const opened: { close(): Promise<void> }[] = [];
  const open = async (): Promise<Log> => {
    const database = await ground.open(50);
    opened.push(database);
    return openLog(database, 'a', {
      headFile: headFileOf(ground.home, 'a'),
      channels: [],
      recovered: (events) => recovered.push(events),
    });
  };
  const seqs = async (log: Log): Promise<readonly number[]> => (await Array.fromAsync(log.read())).map(({ seq }) => seq);
  beforeAll(async () => {
    ground = await place.make();
  });
  beforeEach(async () => {
    recovered = [];
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
});
