import { asyncProperty, assert as check } from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GROUPINGS } from '../../src/core/analytics/group.ts';
import type { HistoryQuery } from '../../src/core/facts/eventLog.ts';
import type { DeskEvent } from '../../src/core/facts/events.ts';
import { StoreError } from '../../src/core/facts/storeError.ts';
import { DAY, HOUR } from '../../src/core/time.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { type Log, openLog } from '../../src/store/log.ts';
import { forgetModels } from '../../src/store/projections/models.ts';
import { instant, START } from '../core/state/story.ts';
import { memoryLog } from '../support/memoryLog.ts';
import { type Ground, places } from './databases.ts';
import { commands, entries } from './events.ts';
import { ACCOUNT, eventsOf, expectFold, expectModelsOf, LONG, openKept, rowsIn, SHORT } from './modelLaws.ts';

/** Always the same few; `npm run test:long` holds many more to the same. */
const HISTORIES = [
  { name: 'short', lives: SHORT, numRuns: 6 },
  { name: 'long', lives: LONG.inFewBatches, numRuns: 1 },
] as const;

const closedOf = (position: number, symbol: string): DeskEvent => ({
  type: 'positionClosed',
  at: START,
  position,
  symbol,
  direction: 'long',
  strategy: 'momentum',
  why: 'stop',
  quantity: '1',
  entry: '1',
  exit: '2',
  profit: '1',
  fees: '0',
  r: 1,
  openedAt: START,
});

describe.each(places)('the read models on $name', (place) => {
  let ground: Ground;
  let database: Database;
  const open = (on = database): Promise<Log> => openKept({ ground, database: on });
  const rows = (): Promise<string> => rowsIn(ground);

  /** How far each model says that it is. */
  const standings = async (): Promise<unknown> => {
    const raw = await ground.raw();
    try {
      return await raw.rows('SELECT "name", "seq", "state" FROM "projection" ORDER BY "name"');
    } finally {
      await raw.close();
    }
  };

  beforeAll(async () => {
    ground = await place.make();
    database = await ground.open();
  });
  beforeEach(() => ground.empty(database));
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  test.each(HISTORIES)(
    'say what the fold of $name histories says, as they are filled, after a restart and made anew',
    ({ lives, numRuns }) =>
      check(
        asyncProperty(lives, async (life) => {
          expect(await expectModelsOf(life, { ground, database })).toBe(life.steps.length);
        }),
        { numRuns, seed: 5, endOnFailure: true },
      ),
  );

  test('go on where they stand when a process takes over', async () => {
    const events = eventsOf(
      Array.from({ length: 400 }, (_, i) => ({ kind: i % 10, minutes: 31, which: i * 7, amount: (i % 13) * 1_000 - 6_000 })),
    );
    for (let i = 0; i < events.length; i += 37) await (await open()).append(entries(...events.slice(i, i + 37)));
    expect((await open()).head.seq).toBe(400);
    await expectFold(await open(), events, START + 3 * DAY);
  });

  test('that were killed while they were made anew are completed by the next opening, to the same rows', async () => {
    const steps = Array.from({ length: 2_100 }, (_, i) => ({
      kind: (i * 7) % 10,
      minutes: 11,
      which: i,
      amount: ((i * 31) % 97) * 10_000,
    }));
    const log = await open();
    await log.append(entries(...eventsOf(steps)));
    const filled = await rows();
    // In the middle of the first and of the second, and with the third emptied.
    for (const survived of [2, 5, 8]) {
      await forgetModels(database, ACCOUNT);
      let left = survived;
      const dying: Database = {
        ...database,
        async write(doing, statements) {
          if (left-- === 0) throw new StoreError('unreachable', 'the process is gone');
          await database.write(doing, statements);
        },
      };
      await expect(open(dying)).rejects.toMatchObject({ kind: 'unreachable' });
      const told: string[] = [];
      await openLog(database, ACCOUNT, {
        headFile: headFileOf(ground.home, ACCOUNT),
        channels: [],
        rebuilding: (name, seq, of) => told.push(`${name} ${seq} ${of}`),
      });
      expect(told.at(-1)).toMatch(/ 2100$/);
      expect(await rows()).toBe(filled);
    }
  });

  test('of another version are made anew, whole ones are left alone', async () => {
    const log = await open();
    await log.append(
      entries(
        ...eventsOf([
          { kind: 0, minutes: 1, which: 0, amount: 5 },
          { kind: 5, minutes: 1, which: 0, amount: 0 },
          { kind: 9, minutes: 3, which: 0, amount: 9 },
        ]),
      ),
    );
    const filled = await rows();
    const raw = await ground.raw();
    await raw.script(`UPDATE "trade" SET "symbol" = 'WRONG'; UPDATE "equity" SET "equity" = '1'`);
    const wrong = await rows();
    await open();
    expect(await rows()).toBe(wrong);
    await raw.script(
      `UPDATE "projection" SET "version" = 0 WHERE "name" = 'trades'; UPDATE "projection" SET "version" = 99 WHERE "name" = 'equity'`,
    );
    await raw.close();
    await open();
    expect(await rows()).toBe(filled);
  });

  test('do not search through the same long stretch at every opening', async () => {
    const log = await open();
    const quiet = Array.from({ length: 1_200 }, (_, i) => instant(START + i * HOUR, '1000'));
    await log.append(entries(...eventsOf([0, 5].map((kind) => ({ kind, minutes: 1, which: 0, amount: 5 }))), ...quiet));
    const raw = await ground.raw();
    const taken = async (): Promise<number> => {
      const [[seq] = []] = await raw.rows(`SELECT "seq" FROM "projection" WHERE "name" = 'trades'`);
      return Number(seq);
    };
    expect(await taken()).toBeLessThan(100);
    const { head } = await open();
    expect(await taken()).toBe(head.seq);
    await raw.close();
    // Nothing is lost by it: what comes next is taken as ever.
    const again = await open();
    await again.append(entries(...eventsOf([{ kind: 5, minutes: 1, which: 1, amount: 5 }])));
    expect(await again.queries.trades(9)).toEqual(await (await open()).queries.trades(9));
  });

  test('are filled with a batch or not at all, and once where its commit was never confirmed', async () => {
    const [first, ...rest] = eventsOf([5, 9, 5, 9].map((kind) => ({ kind, minutes: 5, which: 1, amount: 1_000 })));
    if (first === undefined) throw new Error('no event');
    let fault: 'before' | 'after' | undefined;
    const shaky: Database = {
      ...database,
      async write(doing, statements) {
        if (fault === 'before') throw new StoreError('full', 'the disk is full');
        await database.write(doing, statements);
        if (fault === 'after') throw new StoreError('unreachable', 'the connection broke just then');
      },
    };
    const log = await open(shaky);
    await log.append(entries(first));
    fault = 'before';
    await expect(log.append(entries(...rest))).rejects.toMatchObject({ kind: 'full' });
    expect(await log.queries.trades(9)).toEqual([]);
    fault = 'after';
    await expect(log.append(entries(...rest))).rejects.toMatchObject({ kind: 'unreachable' });
    fault = undefined;
    await log.append([...entries(...rest), ...commands(1)]);
    await expectFold(log, [first, ...rest], 0);
  });

  test('answer as those of a log in memory do', async () => {
    const events = eventsOf(
      Array.from({ length: 900 }, (_, i) => ({ kind: (i * 3) % 10, minutes: 17, which: i, amount: (i % 89) * 100_000 })),
    );
    const [log, memory] = [await open(), memoryLog()];
    await log.append(entries(...events));
    await memory.append(entries(...events));
    const from = START + 50 * HOUR;
    for (const by of GROUPINGS) expect(await log.queries.tallies(by, 300)).toEqual(await memory.queries.tallies(by, 300));
    expect(await log.queries.marks(from)).toEqual(await memory.queries.marks(from));
    expect(await log.queries.ended(300)).toEqual(await memory.queries.ended(300));
    expect(await log.queries.legs('pair 3')).toEqual(await memory.queries.legs('pair 3'));
    expect(await log.queries.trades(9, 'BTC/USDT')).toEqual(await memory.queries.trades(9, 'BTC/USDT'));
    expect(await log.queries.trades(40)).toEqual(await memory.queries.trades(40));
    expect(await log.queries.trade(3)).toEqual(await memory.queries.trade(3));
    expect(await log.queries.trade(70_000)).toBeUndefined();
    expect(await log.queries.equity(from, from + DAY)).toEqual(await memory.queries.equity(from, from + DAY));
    expect(await log.queries.equity(0, from + 9 * DAY)).toEqual(await memory.queries.equity(0, from + 9 * DAY));
    const queries: readonly Omit<HistoryQuery, 'limit'>[] = [
      { symbol: 'BTC/USDT' },
      { position: 3 },
      { symbol: 'BTC/USDT', position: 3 },
      { symbol: 'SOL/USDT', from, before: 700 },
      { types: ['positionClosed', 'cleared', 'transfer'] },
      { types: ['positionOpened', 'instant'], from, to: from + 2 * DAY, before: 700 },
      { types: ['paused'] },
    ];
    for (const query of queries)
      expect((await log.history({ ...query, limit: 130 })).map(({ seq }) => seq)).toEqual(
        (await memory.history({ ...query, limit: 130 })).map(({ seq }) => seq),
      );
  });

  test('are read a page at a time, and others run in between', async () => {
    const log = await open();
    await log.append(entries(...Array.from({ length: 1_000 }, (_, i) => instant(START + i * HOUR, `${1_000 + (i % 7)}`))));
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 0);
    const stretches = await log.queries.equity(0, START + 5_000 * HOUR);
    clearInterval(ticking);
    expect(stretches).toHaveLength(1_000);
    expect(turns).toBeGreaterThan(2);
  });

  test('asked while trades close, give no row twice and leave none out that was there', async () => {
    const log = await open();
    await log.append(entries(...Array.from({ length: 400 }, (_, i) => closedOf(i + 1, `S${i}/USDT`))));
    const asked = Promise.all([log.queries.trades(390), log.queries.tallies('symbol', 0)]);
    await log.append(entries(closedOf(1_000, 'A/USDT')));
    const [listed, sums] = await asked;
    expect(new Set(listed.flat().map(({ position }) => position)).size).toBe(390);
    for (let i = 0; i < 400; i++) expect(sums.get(`S${i}/USDT`)?.trades, `S${i}`).toBe(1);
  });

  test('write nothing for a batch that holds no event of theirs', async () => {
    const log = await open();
    await log.append(entries(closedOf(1, 'A/USDT')));
    const before = await standings();
    await log.append(entries({ type: 'data', at: START, symbol: 'A/USDT', timeframe: '5m', problem: 'gap', count: 1, says: '' }));
    expect(await standings()).toEqual(before);
  });

  test('of two accounts are kept apart', async () => {
    const events = eventsOf([5, 9].map((kind) => ({ kind, minutes: 5, which: 1, amount: 1_000 })));
    const other = await openLog(database, 'other', { headFile: headFileOf(ground.home, 'other'), channels: [] });
    await other.append(entries(...events));
    const log = await open();
    expect(await log.queries.trades(9)).toEqual([]);
    await log.append(entries(...events));
    await forgetModels(database, ACCOUNT);
    await open();
    expect(await other.queries.trades(9)).toHaveLength(1);
  });
});
