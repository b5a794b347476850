import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createCodes } from './bots/codes.ts';
import { giverOf, OWNER } from './bots/giver.ts';
import { steadyNow } from './bots/steadyNow.ts';
import { createStepUp } from './bots/stepUp.ts';
import { openTerminal, type Terminal } from './bots/terminal/chat.ts';
import { closingReport } from './bots/terminal/closingReport.ts';
import { openCharts } from './charts/open.ts';
import type { Config } from './config/config.ts';
import type { StartOptions } from './config/startOptions.ts';
import type { Component } from './core/facts/logger.ts';
import { messageOf } from './core/facts/messageOf.ts';
import type { StoreError } from './core/facts/storeError.ts';
import { currencyOf } from './core/reply/currency.ts';
import { counted } from './core/reply/format.ts';
import { unsound } from './core/risk/soundSettings.ts';
import { zoneFor } from './core/state/people.ts';
import { standingOf } from './core/state/span.ts';
import { SECOND } from './core/time.ts';
import { accountKey } from './core/trader/ids.ts';
import { type Delivery, deliver } from './delivery/terminal.ts';
import type { Run, Venue } from './desk/venue.ts';
import { ownPlugins } from './plugins/deskPlugins.ts';
import { makeHome, nearPath } from './run/homeFolder.ts';
import { alertChannels, TERMINAL_CHANNEL } from './run/links.ts';
import { openSecondHead } from './run/secondHead.ts';
import { openSteering, type Steering } from './run/steering.ts';
import { stopSignal } from './run/stop.ts';
import { catchUnhandled, endingBy } from './run/unhandled.ts';
import { accounts, createAccount } from './store/accounts.ts';
import { type Database, openDatabase } from './store/database.ts';
import { logEvents } from './store/eventLines.ts';
import { headFileOf } from './store/head.ts';
import { acquireLease } from './store/lease.ts';
import { lockWriter } from './store/lock.ts';
import { openLog } from './store/log.ts';
import { openLogs } from './store/logs.ts';
import { watchLog } from './store/logWatch.ts';
import { openOutbox } from './store/outbox.ts';
import { rebuildNotes } from './store/projections/rebuildNotes.ts';
import { redactor } from './store/redaction.ts';
import { replaceFile } from './store/replaceFile.ts';
import { openSecondFactors } from './store/secondFactors.ts';
import { standingIn } from './store/standing.ts';

/** A replay's head may lag this far behind its log, ms: what it has not heard of can be played again. */
const LAGGING_HEAD = 250;

/** How long what reduces risk waits for a database that is silent, ms; a write takes some milliseconds. */
const ANSWER = 700;

/** How often the database is looked after although nothing may be to be written, ms. */
const LOOK = 15 * SECOND;

/**
 * The bot: opens the market, the store and the desk, starts what runs by itself, lets the terminal drive, and stops in
 * order; `configured` reads the configuration anew. Resolves to the exit status; throws an error whose message says what to do.
 */
export async function runBot(options: StartOptions, config: Config, configured: () => Config, version: string): Promise<number> {
  const { home } = config;
  makeHome(home);
  const { text: mask, ...redact } = redactor(config.secrets);
  const stop = stopSignal();
  const unhandled = catchUnhandled(stop.stop);
  const own = await ownPlugins(config.plugins, config.settings.signal.strategies);
  const venue = await openVenue(options, config);
  const terminal = openTerminal({
    input: process.stdin,
    output: process.stdout,
    label: venue.label,
    market: {
      instrument: (symbol) => run?.trader.desk.market.instrument(symbol),
      openQuantity: (position) => run?.trader.desk.state().account.positions.get(position)?.quantity,
      zone: () => (run === undefined ? 'UTC' : zoneFor(run.trader.desk.state(), OWNER.id)),
    },
    json: options.json,
    daemon: options.daemon,
    keep: async ({ name, text }) => {
      const file = join(home, 'exports', name);
      await replaceFile(file, text);
      return nearPath(file);
    },
    history: join(home, 'history'),
  });
  let run: Run | undefined;
  const logs = openLogs({
    folder: join(home, 'logs'),
    level: config.logLevel,
    redactor: { text: mask, ...redact },
    aside: (level, message) => terminal.note(`${level === 'error' ? '✗' : '!'} ${message}`),
  });
  const lock = await lockWriter({ home, url: config.databaseUrl, account: config.account, since: new Date().toISOString() });
  // Another desk looks after the account from now on.
  const lost = (error: StoreError): void => {
    terminal.note(`✗ ${error.message}`);
    stop.stop();
  };
  lock.watch(lost);
  let database: Database | undefined;
  let steering: Steering | undefined;
  let told: Delivery | undefined;
  let looking: NodeJS.Timeout | undefined;
  const charts = openCharts({ lost: (says) => logs.inFile('bot', 'warn', `${says}; the next picture starts another`) });
  unhandled.tell((error, first) => {
    logs.inFile('bot', 'error', 'an error that nobody caught', { error });
    if (!first) return;
    const ending = endingBy(mask(messageOf(error)), nearPath(join(home, 'logs', 'bot.log')));
    const says = [`${ending.title}: ${ending.lines[0]}`, ...ending.lines.slice(1)].join('. ');
    if (options.json) process.stderr.write(`countersign: ${says}\n`);
    else terminal.note(`✗ ${says}`);
    steering?.announce(ending);
  });
  try {
    const store = await openDatabase({ url: config.databaseUrl, home });
    database = store;
    const known = await accounts(database);
    const { account, digest } = venue.identity(config, new Set(known.map(({ key }) => key)), own.digest);
    const key = accountKey(account);
    const found = known.find((one) => one.key === key);
    const opened = found ?? { key, ...account, createdAt: new Date().toISOString(), runIdentity: digest };
    if (found === undefined) await createAccount(database, opened);
    const kept = await openLog(database, key, {
      headFile: headFileOf(home, key),
      second: await openSecondHead({
        config,
        database,
        account: opened,
        accounts: [...known, opened],
        warn: (says) => logs.logger('bot', 'warn', says),
        note: terminal.note,
      }),
      channels: alertChannels(config),
      lease: () => acquireLease(store, key, `pid ${process.pid}`),
      ...(venue.replayable ? { headEvery: LAGGING_HEAD } : { answer: ANSWER }),
      rebuilding: rebuildNotes(terminal.note, Date.now),
      recovered: (events) =>
        terminal.note(
          `${counted(events, 'event')} that could not be stored before the last end ${events === 1 ? 'is' : 'are'} stored now`,
        ),
      appended: (batch) => {
        told?.stored(batch);
        if (batch.some(({ event }) => event.type === 'alert')) steering?.poke();
      },
    });
    const log = watchLog(kept, {
      now: steadyNow,
      replayable: venue.replayable,
      probe: store.probe,
      after: (delay) => wait(delay, undefined, { ref: false }),
      lost,
      tell(reply) {
        logs.logger('bot', 'error', [reply.title, ...reply.lines].join(' '));
        steering?.announce(reply);
      },
    });
    looking = setInterval(() => void log.look(), LOOK);
    const standing = await standingIn(log, venue.replayable, terminal.note);
    const isNew = standing.state.began === undefined;
    const { place } = database;
    const health = async (): Promise<readonly Component[]> => [
      await log.component(place.name),
      {
        name: 'market',
        state: 'ok',
        says: `${venue.label}, ${counted(run?.trader.desk.market.instruments().length ?? 0, 'symbol')}`,
      },
      ...(steering?.health() ?? []),
    ];
    // People's authenticators go by the time as it is told, set back or not; a step that was used up stays so.
    const factors = createStepUp({ store: openSecondFactors(database, key, home), clock: Date.now, random: randomBytes });
    const links = createCodes({ clock: steadyNow, random: randomBytes });
    run = await venue.open(config, {
      version,
      account,
      log,
      logs,
      standing,
      own,
      oneTimeCodes: factors,
      linkCode: links.issue,
      configured: async () => configured().settings,
      health,
      note: terminal.note,
      stop: stop.signal,
    });
    const { trader } = run;
    const outbox = deliver(openOutbox(database, key), TERMINAL_CHANNEL, () => trader.desk.now(), terminal.flush);
    told = outbox;
    trader.onEvent(terminal.listener);
    trader.onEvent(outbox.listener);
    trader.onEvent(logEvents(logs.inFile));
    terminal.welcome({
      version,
      ...venue.welcome,
      capital: isNew ? config.initialCapital : undefined,
      currency: currencyOf(trader.desk),
      home: nearPath(home),
    });
    if (config.fractions.length > 0)
      terminal.note(`Bare numbers are read as fractions: ${config.fractions.join(', ')}; a desk that trades now asks for the %`);
    for (const { path, wrong, expected } of unsound(config.settings))
      terminal.note(`${path} ${wrong}; a desk that trades now takes ${expected}`);
    if (config.envExposed) terminal.note('.env holds secrets and can be read by others on this machine; chmod 600 .env');
    const missed = await outbox.undelivered();
    if (missed.length > 0) terminal.note('What may not have been seen before the last end:');
    for (const event of missed) terminal.listener({ event, step: null });
    for (const note of await trader.start()) terminal.note(note);
    run.begin();
    steering = openSteering({
      trader,
      config,
      outbox: openOutbox(database, key),
      log,
      logger: logs.logger,
      mask,
      links,
      draw: charts.draw,
      note: terminal.note,
      stop: stop.signal,
    });
    for (const note of await talk(run, terminal, steering, options, stop.signal)) logs.logger('bot', 'warn', note);
    await steering.stop();
    // Where nothing can be stored the mark would only be waited for: what was shown is shown once more.
    if (trader.desk.unstored() === undefined) await outbox.flush();
    await log.close();
    return unhandled.happened() ? 1 : 0;
  } catch (error) {
    logs.inFile('bot', 'error', 'the desk ends by an error', { error });
    throw error;
  } finally {
    stop.release();
    clearInterval(looking);
    await steering?.stop();
    await charts.close();
    await run?.halt();
    await venue.close();
    logs.close();
    await database?.close();
    await lock.release();
    unhandled.release();
  }
}

/** Answers the terminal until the end, then closes the desk with its report. Gives what is to be said of that. */
async function talk(
  { trader, clock, from, data, halt }: Run,
  terminal: Terminal,
  steering: Steering,
  options: StartOptions,
  stop: AbortSignal,
): Promise<readonly string[]> {
  const { desk } = trader;
  const { interrupted } = trader;
  if (interrupted !== undefined) {
    await trader.repeat(async () => {
      await steering.router.repeat(interrupted.line, giverOf(desk.state().people, interrupted), interrupted.update);
    });
  }
  // What is due now is played before anybody is heard: the first instant, so that there is a price to speak of, or the last one of a
  // replay that goes on, whose step may be unfinished.
  await clock.runUntil(clock.now(), stop);
  await steering.admit();
  const ended = await terminal.run({
    router: steering.router,
    clock,
    who: OWNER,
    to: options.to,
    stop,
  });
  terminal.show(
    closingReport({ state: desk.state(), now: standingOf(desk), currency: currencyOf(desk), from, ended, data: data() }),
    desk.now(),
  );
  // Nothing may be told after the last word.
  await steering.close();
  await halt();
  if (ended === 'you left' || ended === 'input ended' || ended === 'stopped') terminal.note('The next start goes on from here.');
  return trader.stop(ended);
}

/** Only the market that is asked for is loaded. */
async function openVenue(options: StartOptions, config: Config): Promise<Venue> {
  if (options.replay !== undefined || config.exchange === undefined)
    return (await import('./replay/venue.ts')).openReplayVenue(options);
  return (await import('./live/venue.ts')).openExchangeVenue(options, config.exchange);
}
