import { array, asyncProperty, assert as check, integer, nat, record } from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EquityStretch } from '../../src/core/analytics/equityStretch.ts';
import { GROUPINGS } from '../../src/core/analytics/group.ts';
import { talliesOf } from '../../src/core/analytics/tally.ts';
import type { HistoryQuery } from '../../src/core/facts/eventLog.ts';
import type { DeskEvent } from '../../src/core/facts/events.ts';
import { StoreError } from '../../src/core/facts/storeError.ts';
import { exitReasons } from '../../src/core/facts/vocabulary.ts';
import { decimal, fixed, toNumber } from '../../src/core/money.ts';
import { applyToAccount, createAccount } from '../../src/core/state/account.ts';
import type { ClosedTrade } from '../../src/core/state/closedTrade.ts';
import type { Mark } from '../../src/core/state/dayMark.ts';
import { type Tally } from '../../src/core/state/tally.ts';
import { type Trade, tradeOf } from '../../src/core/state/trade.ts';
import { DAY, HOUR, MINUTE, type Ms, utcDay } from '../../src/core/time.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { type Log, openLog } from '../../src/store/log.ts';
import { PROJECTIONS } from '../../src/store/projections/list.ts';
import { forgetModels } from '../../src/store/projections/models.ts';
import { instant, opened, START } from '../core/state/story.ts';
import { memoryLog } from '../support/memoryLog.ts';
import { type Ground, places } from './databases.ts';
import { commands, entries } from './events.ts';

const ACCOUNT = 'replay/paper/main';
const SYMBOLS = ['BTC/USDT', 'ETH/USDT:USDT', 'SOL/USDT'];
const STRATEGIES = ['momentum', 'mean reversion', 'pairs'];

/** What happens next: after so many minutes something of a kind, its amounts in millionths of a quote unit. */
const step = record({
  kind: nat(9),
  minutes: nat(200),
  which: nat(1_000),
  amount: integer({ min: -40_000_000, max: 50_000_000 }),
});

/** A history in which positions open and close, equity moves and money comes and goes. */
function eventsOf(steps: readonly { kind: number; minutes: number; which: number; amount: number }[]): readonly DeskEvent[] {
  let at = START;
  let next = 1;
  const open: { id: number; at: Ms }[] = [];
  return steps.map(({ kind, minutes, which, amount }, i): DeskEvent => {
    at += minutes * MINUTE;
    const money = decimal(BigInt(amount) * 1_000_001n);
    const picked = open[which % Math.max(1, open.length)];
    if (kind < 3) return instant(at, decimal(10n ** 15n + BigInt(amount) * 1_000_000n));
    if (kind === 3) return { type: 'funded', at, amount: money, why: 'test' };
    if (kind === 4)
      return { type: 'transfer', at, id: `${i}`, asset: which % 2 === 0 ? 'USDT' : 'BTC', amount: money, why: 'test' };
    if (kind < 7 || picked === undefined) {
      open.push({ id: next, at });
      // Every other pair of openings comes of one decision.
      const id = next++;
      return opened(id, { at, decision: id % 4 < 2 ? `pair ${Math.floor(id / 4)}` : `d${id}` });
    }
    open.splice(open.indexOf(picked), 1);
    return {
      type: 'positionClosed',
      at,
      position: picked.id,
      symbol: SYMBOLS[which % 3] ?? '',
      direction: which % 2 === 0 ? 'long' : 'short',
      strategy: STRATEGIES[(which % 7) % 3] ?? '',
      why: exitReasons[which % exitReasons.length] ?? 'stop',
      quantity: '0.123456789012',
      entry: '42180.5',
      exit: '43000',
      profit: money,
      fees: '0.000000000001',
      ...(which % 5 === 0 ? { funding: '-0.5' } : {}),
      r: amount / 7_000_000,
      openedAt: picked.at,
    };
  });
}

/** Short ones, and some that are longer than two blocks of trades and a page of events. */
const HISTORIES = [
  { name: 'short', arbitrary: array(step, { maxLength: 80, size: 'max' }), most: 10, numRuns: 10 },
  { name: 'long', arbitrary: array(step, { minLength: 1_800, maxLength: 2_000, size: 'max' }), most: 800, numRuns: 2 },
] as const;

function closedIn(events: readonly DeskEvent[]): readonly ClosedTrade[] {
  const account = createAccount();
  for (const event of events) applyToAccount(account, event);
  return account.closed;
}

type Ended = { readonly trade: Trade; readonly legs: readonly ClosedTrade[]; readonly seq: number };

/** The trades of a history with the events that ended them, from its first row on. */
function endedIn(events: readonly DeskEvent[]): readonly Ended[] {
  const account = createAccount();
  const found: Ended[] = [];
  const counted = new Set<ClosedTrade>();
  for (const [i, event] of events.entries()) {
    applyToAccount(account, event);
    const last = account.closed.at(-1);
    if (event.type !== 'positionClosed' || last === undefined || account.unfinished.has(last.decision)) continue;
    const legs = account.closed.filter((leg) => leg.decision === last.decision && !counted.has(leg));
    for (const leg of legs) counted.add(leg);
    found.push({ trade: tradeOf(legs), legs, seq: i + 1 });
  }
  return found;
}

/** Where the account stood at its beginning and at the first instant of each day. */
function marksIn(events: readonly DeskEvent[]): readonly Partial<Mark>[] {
  const account = createAccount();
  for (const event of events) applyToAccount(account, event);
  return account.marks.map(({ at, equity, funded }) => ({ at, equity, funded }));
}

type Point = { readonly at: Ms; readonly equity: number; readonly funded: number };

function pointsIn(events: readonly DeskEvent[]): readonly Point[] {
  let funded = 0n;
  return events.flatMap((event) => {
    if (event.type === 'funded' || (event.type === 'transfer' && event.asset === 'USDT')) funded += fixed(event.amount);
    if (event.type !== 'instant') return [];
    const point = { at: event.at, equity: Number(event.equity), funded: toNumber(funded) };
    funded = 0n;
    return [point];
  });
}

/** Each hour or day of a history, worked out from all of its points. */
function stretchesIn(events: readonly DeskEvent[], length: Ms): readonly Partial<EquityStretch>[] {
  const points = pointsIn(events);
  const changes = points.map(({ equity, funded }, i) => (i === 0 ? 1 : (equity - funded) / (points[i - 1]?.equity ?? 1)));
  const starts = points.map(({ at }) => Math.ceil(at / length) * length - length);
  const near = (value: number): number => expect.closeTo(value, 9);
  return [...new Set(starts)].map((start) => {
    const from = starts.indexOf(start);
    const to = starts.lastIndexOf(start);
    const before = points[Math.max(0, from - 1)];
    let value = 1;
    const values = changes.slice(from, to + 1).map((change) => (value *= change));
    const all = [1, ...values];
    return {
      start,
      from: before?.at ?? 0,
      open: before?.equity ?? 0,
      at: points[to]?.at ?? 0,
      equity: points[to]?.equity ?? 0,
      growth: near(value),
      high: near(Math.max(...all)),
      // The very first point is where equity began, not a part of the stretch.
      low: near(Math.min(...(from === 0 && to > 0 ? values.slice(1) : values))),
      fall: near(Math.max(...all.map((one, i) => 1 - one / Math.max(...all.slice(0, i + 1))))),
    };
  });
}

const roughly = ({ r, ...exact }: Tally) => ({ ...exact, r: expect.closeTo(r, 6) });

async function expectFold(log: Pick<Log, 'queries'>, events: readonly DeskEvent[], from: Ms): Promise<void> {
  const { queries } = log;
  const closed = closedIn(events);
  const last = closed.at(-1);
  if (last !== undefined) expect(await queries.trade(last.position)).toEqual(last);
  const ended = endedIn(events);
  const legs = ended.map((one) => one.legs);
  expect(await queries.trades(10_000)).toEqual(legs.toReversed());
  expect(await queries.trades(3)).toEqual(legs.slice(-3).toReversed());
  if (last !== undefined) {
    const ofOne = legs.filter((own) => own.some(({ symbol }) => symbol === last.symbol));
    expect(await queries.trades(3, last.symbol)).toEqual(ofOne.slice(-3).toReversed());
  }
  for (const since of [0, Math.floor(events.length / 3)]) {
    const later = ended.filter(({ seq }) => seq > since).map(({ trade }) => trade);
    for (const by of GROUPINGS)
      expect([...(await queries.tallies(by, since))]).toEqual(
        [...talliesOf(later, by)].map(([group, tally]) => [group, roughly(tally)]),
      );
    expect(await queries.ended(since)).toEqual(ended.filter(({ seq }) => seq > since).map(({ trade, seq }) => ({ trade, seq })));
  }
  const marks = await queries.marks(0);
  expect(marks.map(({ at, equity, funded }) => ({ at, equity, funded }))).toEqual(marksIn(events));
  expect(await queries.marks(from, 1)).toEqual(marks.filter(({ at }) => at >= utcDay(from)).slice(0, 1));
  const hours = stretchesIn(events, HOUR).filter(({ start = 0 }) => start >= from);
  const days = stretchesIn(events, DAY).filter(({ start = 0 }) => start >= from);
  const first = days[0]?.start ?? 0;
  const told = days.length <= 60 ? hours : [...hours.filter(({ start = 0 }) => start < first), ...days];
  expect(await queries.equity(from, Number.MAX_SAFE_INTEGER)).toMatchObject(told);
}

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
  const open = (on = database): Promise<Log> =>
    openLog(on, ACCOUNT, { headFile: headFileOf(ground.home, ACCOUNT), channels: [] });
  /** Every row of every model, as text. */
  const rows = async (): Promise<string> => {
    const raw = await ground.raw();
    try {
      const tables = PROJECTIONS.flatMap((one) => one.tables);
      const all = await Promise.all(
        tables.map(({ name, columns }) =>
          raw.rows(`SELECT ${columns.map((column) => `"${column}"`).join(', ')} FROM "${name}" WHERE "account" = '${ACCOUNT}'`),
        ),
      );
      return all
        .map((found) =>
          found
            .map((row) => row.map(String).join(' '))
            .sort()
            .join('\n'),
        )
        .join('\n\n');
    } finally {
      await raw.close();
    }
  };

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
    async ({ arbitrary, most, numRuns }) => {
      const property = asyncProperty(arbitrary, integer({ min: 1, max: most }), nat(200), async (steps, size, hours) => {
        await ground.empty(database);
        const events = eventsOf(steps);
        const from = START + hours * HOUR + 7 * MINUTE;
        const middle = events.length / 2;
        let log = await open();
        for (let i = 0; i < events.length; i += size) {
          // A restart in the middle goes on where the models stand.
          if (i >= middle && i - size < middle) log = await open();
          await log.append(entries(...events.slice(i, i + size)));
        }
        await expectFold(log, events, from);
        const filled = await rows();
        await forgetModels(database, ACCOUNT);
        await expectFold(await open(), events, from);
        expect(await rows()).toBe(filled);
      });
      await check(property, { numRuns, seed: 5, endOnFailure: true });
    },
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
    const steps = Array.from({ length: 4_500 }, (_, i) => ({
      kind: (i * 7) % 10,
      minutes: 11,
      which: i,
      amount: ((i * 31) % 97) * 10_000,
    }));
    const log = await open();
    await log.append(entries(...eventsOf(steps)));
    const filled = await rows();
    for (const survived of [1, 2, 4, 6, 9]) {
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
      expect(told.at(-1)).toMatch(/ 4500$/);
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
