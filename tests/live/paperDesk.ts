import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouter } from '../../src/bots/router.ts';
import { createStepUp } from '../../src/bots/stepUp.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import { readConfig } from '../../src/config/config.ts';
import { AT_TERMINAL } from '../../src/core/desk/command.ts';
import type { DeskEvent, EventOf, EventType } from '../../src/core/facts/events.ts';
import { standingOf } from '../../src/core/state/standing.ts';
import { DAY, floorTo, lengthOf, MINUTE, type Ms, type Timeframe } from '../../src/core/time.ts';
import { accountKey } from '../../src/core/trader/ids.ts';
import type { Job } from '../../src/core/trader/job.ts';
import type { Run } from '../../src/desk/venue.ts';
import { JOBS } from '../../src/jobs/list.ts';
import { type ExchangePorts, openExchangeVenue } from '../../src/live/venue.ts';
import { accounts, createAccount } from '../../src/store/accounts.ts';
import { openDatabase } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { openLog } from '../../src/store/log.ts';
import { openLogs } from '../../src/store/logs.ts';
import { redactor } from '../../src/store/redaction.ts';
import { candle } from '../exchange/market.ts';
import { countedBytes, memoryOneTimeCodes } from '../support/memoryOneTimeCodes.ts';
import { type ManualClock, manualClock } from '../venue/manualClock.ts';
import { openVenue, type Venue } from '../venue/venue.ts';

/** Half a minute into a 5m candle, seven minutes into the third hour of a 4h candle. */
export const OPENED: Ms = Date.UTC(2024, 5, 1, 14, 7, 30);
const FRAMES: readonly Timeframe[] = ['5m', '15m', '1h', '4h'];
const IDS = ['BTCUSDT', 'ETHUSDT'];

/** A loopback exchange whose prices have stood at 100 for months, and a home folder. */
export type Ground = { readonly venue: Venue; readonly clock: ManualClock; readonly home: string; clear(): Promise<void> };

export async function ground(): Promise<Ground> {
  const clock = manualClock(OPENED);
  const venue = await openVenue(
    [
      { base: 'BTC', quote: 'USDT', tick: '0.01000000', lot: '0.00001000' },
      { base: 'ETH', quote: 'USDT', tick: '0.01000000', lot: '0.00010000' },
    ],
    () => clock.real(),
  );
  const home = mkdtempSync(join(tmpdir(), 'countersign-'));
  recordHistory(venue, OPENED);
  return {
    venue,
    clock,
    home,
    async clear() {
      await venue.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** What the exchange's REST has at a time: 600 closed candles of each timeframe, and the running one. */
export function recordHistory(venue: Venue, now: Ms): void {
  for (const id of IDS)
    for (const timeframe of FRAMES) {
      const length = lengthOf(timeframe);
      const running = floorTo(now, length);
      const candles = Array.from({ length: 601 }, (_, i) => candle(running - (600 - i) * length, 100));
      venue.setCandles(id, timeframe, candles);
    }
}

/** A desk on the loopback exchange through the real ccxt and a database on disk, driven by hand. */
export type PaperDesk = {
  readonly run: Run;
  readonly events: DeskEvent[];
  readonly notes: string[];
  of<T extends EventType>(type: T): readonly EventOf<T>[];
  /** Resolves as soon as the condition holds. */
  until(condition: () => boolean): Promise<void>;
  /** A typed command; its reply in words. */
  say(line: string): Promise<string>;
  fire(job: string): Promise<void>;
  /** Changes the top of a symbol's book and waits until the desk has it. */
  quote(base: string, bid: number, ask: number): Promise<void>;
  /** The next 5m boundary passes: every symbol's candle closes at 100. */
  closeCandles(): Promise<void>;
  /** Ends in order; `kill` leaves the log without its last word. */
  stop(kill?: 'kill'): Promise<void>;
};

/** Unless `silence` says otherwise a silent stream is not left: messages take real time, for which the clock does not wait. */
export async function startDesk(
  { venue, clock, home }: Ground,
  symbols?: readonly string[],
  silence: Ms = 1000 * DAY,
  wallJobs?: ExchangePorts['jobs'],
): Promise<PaperDesk> {
  const config = readConfig({ COUNTERSIGN_HOME: home, EXCHANGE: 'binance' });
  let fireJob = (_job: Job): Promise<void> | undefined => undefined;
  const market = await openExchangeVenue(
    { json: false, daemon: false, again: false, ...(symbols === undefined ? {} : { symbols }) },
    'binance',
    {
      clock,
      route: venue.route,
      random: () => 0,
      timings: { silence },
      jobs(given) {
        fireJob = given.fire;
        return wallJobs?.(given) ?? (() => undefined);
      },
    },
  );
  const database = await openDatabase({ url: undefined, home });
  const { account, digest } = market.identity(config, new Set(), '');
  const key = accountKey(account);
  if ((await accounts(database)).length === 0)
    await createAccount(database, { key, ...account, createdAt: '2024-06-01', runIdentity: digest });
  const log = await openLog(database, key, { headFile: headFileOf(home, key), channels: [] });
  const told: string[] = [];
  const logs = openLogs({
    folder: join(home, 'logs'),
    level: 'info',
    redactor: redactor([]),
    aside: (_, text) => told.push(text),
  });
  const stored = await Array.fromAsync(log.read());
  const notes: string[] = [];
  const run = await market.open(config, {
    version: '0.0.0',
    account,
    log,
    logs,
    standing: standingOf(stored, market.replayable),
    own: { strategies: [], rules: [] },
    oneTimeCodes: createStepUp({ store: memoryOneTimeCodes(), clock: Date.now, random: countedBytes() }),
    linkCode: () => ({ code: '', for: 0 }),
    configured: () => Promise.resolve(config.settings),
    health: () => Promise.resolve([]),
    note: (text) => notes.push(text),
    stop: new AbortController().signal,
  });
  const { trader } = run;
  const events: DeskEvent[] = [];
  trader.onEvent(({ event }) => events.push(event));
  const before = { klines: venue.streams('btcusdt@kline_5m'), books: venue.streams('btcusdt@bookTicker') };
  await trader.start();
  run.begin();
  await venue.subscribed('btcusdt@kline_5m', before.klines + 1);
  await venue.subscribed('btcusdt@bookTicker', before.books + 1);
  const router = createRouter({ commands: COMMANDS, desk: trader.desk, logger: logs.logger, mask: (text) => text });
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise(setImmediate);
  };
  const watched = trader.desk.market.instruments().map(({ base }) => base);
  return {
    run,
    events,
    notes,
    of: <T extends EventType>(type: T) => events.filter((event): event is EventOf<T> => event.type === type),
    until,
    async say(line) {
      const { reply } = await trader.command(() =>
        router.answer(line, { id: 'terminal', name: 'terminal', role: 'admin' }, AT_TERMINAL),
      );
      return [reply.title, ...reply.lines].join('\n');
    },
    async fire(name) {
      const job = JOBS.find((one) => one.name === name);
      if (job !== undefined) await fireJob(job);
    },
    async quote(base, bid, ask) {
      clock.advance(1);
      venue.pushBook(`${base}USDT`, { bids: [[bid, 10]], asks: [[ask, 10]] });
      await until(() => trader.desk.market.quote(`${base}/USDT`)?.at === clock.now());
      await trader.pulse();
    },
    async closeCandles() {
      const at = floorTo(clock.now(), 5 * MINUTE) + 5 * MINUTE;
      clock.advance(at + 1000 - clock.now());
      for (const base of watched) {
        venue.pushCandle(`${base}USDT`, '5m', candle(at - 5 * MINUTE, 100), true);
        venue.pushCandle(`${base}USDT`, '5m', candle(at, 100, 1), false);
      }
      await until(() =>
        watched.every((base) => {
          const bars = trader.desk.market.bars(`${base}/USDT`, '5m');
          return bars !== undefined && bars.time.at(bars.end - 1) === at - 5 * MINUTE;
        }),
      );
      await trader.pulse();
    },
    async stop(kill) {
      await run.halt();
      if (kill === undefined) await trader.stop('the test ends');
      await log.close();
      await market.close();
      logs.close();
      await database.close();
    },
  };
}
