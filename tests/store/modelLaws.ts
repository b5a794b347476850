import { array, integer, nat, record } from 'fast-check';
import { expect } from 'vitest';
import type { EquityStretch } from '../../src/core/analytics/equityStretch.ts';
import { GROUPINGS } from '../../src/core/analytics/group.ts';
import { talliesOf } from '../../src/core/analytics/tally.ts';
import type { DeskEvent } from '../../src/core/facts/events.ts';
import { exitReasons } from '../../src/core/facts/vocabulary.ts';
import { decimal, fixed, toNumber } from '../../src/core/money.ts';
import { applyToAccount, createAccount } from '../../src/core/state/account.ts';
import type { ClosedTrade } from '../../src/core/state/closedTrade.ts';
import type { Mark } from '../../src/core/state/dayMark.ts';
import type { Tally } from '../../src/core/state/tally.ts';
import { type Trade, tradeOf } from '../../src/core/state/trade.ts';
import { DAY, HOUR, MINUTE, type Ms, utcDay } from '../../src/core/time.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { type Log, openLog } from '../../src/store/log.ts';
import { PROJECTIONS } from '../../src/store/projections/list.ts';
import { forgetModels } from '../../src/store/projections/models.ts';
import { instant, opened, START } from '../core/state/story.ts';
import type { Ground } from './databases.ts';
import { entries } from './events.ts';

export const ACCOUNT = 'replay/paper/main';
const SYMBOLS = ['BTC/USDT', 'ETH/USDT:USDT', 'SOL/USDT'];
const STRATEGIES = ['momentum', 'mean reversion', 'pairs'];

/** What happens next: after so many minutes something of a kind, its amounts in millionths of a quote unit. */
const step = record({
  kind: nat(9),
  minutes: nat(200),
  which: nat(1_000),
  amount: integer({ min: -40_000_000, max: 50_000_000 }),
});

type Step = { readonly kind: number; readonly minutes: number; readonly which: number; readonly amount: number };

/** A history in which positions open and close, equity moves and money comes and goes. */
export function eventsOf(steps: readonly Step[]): readonly DeskEvent[] {
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

/** Steps of a history, in batches of how many events it is written, and from which hour on its equity is asked for. */
type Life = { readonly steps: readonly Step[]; readonly size: number; readonly hours: number };

const lives = (minLength: number, maxLength: number, size: { readonly min: number; readonly max: number }) =>
  record({ steps: array(step, { minLength, maxLength, size: 'max' }), size: integer(size), hours: nat(200) });

/** Up to 80 events in batches of a few. */
export const SHORT = lives(0, 80, { min: 1, max: 10 });

/** Longer than two blocks of trades and a page of events. */
export const LONG = {
  inFewBatches: lives(1_800, 2_000, { min: 100, max: 800 }),
  inAnyBatches: lives(1_800, 2_000, { min: 1, max: 800 }),
};

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

/** Expects the models to answer as the fold of all events does. */
export async function expectFold(log: Pick<Log, 'queries'>, events: readonly DeskEvent[], from: Ms): Promise<void> {
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

/** A database and the home of its heads. */
export type Kept = { readonly ground: Ground; readonly database: Database };

/** Opens the log of the one account. */
export const openKept = ({ ground, database }: Kept): Promise<Log> =>
  openLog(database, ACCOUNT, { headFile: headFileOf(ground.home, ACCOUNT), channels: [] });

/** Every row of every model, as text. */
export async function rowsIn(ground: Ground): Promise<string> {
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
}

/**
 * Writes a history into an empty log, and expects its models to be its fold as they are filled, after a restart and made anew.
 * Resolves to how many events that were.
 */
export async function expectModelsOf({ steps, size, hours }: Life, kept: Kept): Promise<number> {
  await kept.ground.empty(kept.database);
  const events = eventsOf(steps);
  const from = START + hours * HOUR + 7 * MINUTE;
  const middle = events.length / 2;
  let log = await openKept(kept);
  for (let i = 0; i < events.length; i += size) {
    // A restart in the middle goes on where the models stand.
    if (i >= middle && i - size < middle) log = await openKept(kept);
    await log.append(entries(...events.slice(i, i + size)));
  }
  await expectFold(log, events, from);
  const filled = await rowsIn(kept.ground);
  await forgetModels(kept.database, ACCOUNT);
  await expectFold(await openKept(kept), events, from);
  expect(await rowsIn(kept.ground)).toBe(filled);
  return events.length;
}
