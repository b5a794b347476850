import { createHash, randomBytes } from 'node:crypto';
import { createCodes } from '../../bots/codes.ts';
import { createStepUp } from '../../bots/stepUp.ts';
import type { Desk } from '../../core/desk/desk.ts';
import type { DeskEvent } from '../../core/facts/events.ts';
import { settingsSchema } from '../../core/facts/settings.ts';
import { decimal, fixed } from '../../core/money.ts';
import type { DeskState } from '../../core/state/state.ts';
import { DAY, type Ms } from '../../core/time.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../../exchange/synthetic.ts';
import { openReplayDesk } from '../../replay/desk.ts';
import { fullSpeed } from '../../replay/pace.ts';
import { openDatabase } from '../../store/database.ts';
import { headFileOf } from '../../store/head.ts';
import { openLog } from '../../store/log.ts';
import { openLogs } from '../../store/logs.ts';
import { redactor } from '../../store/redaction.ts';
import { openSecondFactors } from '../../store/secondFactors.ts';
import { standingIn } from '../../store/standing.ts';

const SEED = 42;
const SYMBOLS = ['BTC/USDT', 'SOL/USDT', 'ETH/USDT:USDT', 'LTC/USDT:USDT'];
const FROM = SYNTHETIC_FROM;
const RESTART = FROM + DAY;
const TO = FROM + 1.5 * DAY;
const ACCOUNT = { market: 'check', mode: 'paper', name: 'flow' } as const;
const KEY = 'check/paper/flow';
const CHANNEL = 'check';

/** What is left of a short run, to be looked at. */
export type Played = {
  /** The whole log, as it was read back through its chain. */
  readonly rows: readonly DeskEvent[];
  readonly desk: Desk;
  readonly symbols: readonly string[];
  readonly from: Ms;
  readonly to: Ms;
  /** What was wrong with the candles. */
  readonly problems: readonly string[];
  /** Where the account stood as it was stopped in the middle, and as it was started again. */
  readonly stopped: string;
  readonly started: string;
  /** Alerts that wait to be delivered. */
  readonly waiting: number;
};

/** Cash, positions with their stops and the orders at rest, as a text to compare. */
const standing = ({ account, orders }: DeskState): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        decimal(account.balance),
        [...account.positions.values()].map(({ id, symbol, quantity, stop }) => [id, symbol, decimal(quantity), decimal(stop)]),
        [...orders.working.keys()].toSorted(),
      ]),
    )
    .digest('hex');

async function openFlow(home: string) {
  const database = await openDatabase({ url: undefined, home });
  const log = await openLog(database, KEY, { headFile: headFileOf(home, KEY), channels: [CHANNEL] });
  const logs = openLogs({ folder: `${home}/logs`, level: 'warn', redactor: redactor([]) });
  const clock = Date.now;
  const settings = settingsSchema.parse({});
  const {
    trader,
    clock: replay,
    tally,
  } = await openReplayDesk({
    ports: {
      account: ACCOUNT,
      version: 'check',
      log,
      logger: logs.logger,
      logs: logs.tail,
      oneTimeCodes: createStepUp({ store: openSecondFactors(database, KEY, home), clock, random: randomBytes }),
      linkCode: createCodes({ clock, random: randomBytes }).issue,
      configured: () => Promise.resolve(settings),
      health: () => Promise.resolve([]),
    },
    stretch: { source: syntheticSource(SEED), symbols: SYMBOLS, from: FROM, to: TO },
    label: '🧪 CHECK',
    pace: fullSpeed(),
    leap: true,
    standing: await standingIn(log, true),
    own: { strategies: [], rules: [] },
    settings,
    capital: fixed('100000'),
  });
  const signal = new AbortController().signal;
  await trader.start();
  await replay.runUntil(replay.now(), signal);
  return {
    database,
    log,
    trader,
    tally,
    runUntil: (at: Ms) => replay.runUntil(at, signal),
    async close(): Promise<void> {
      logs.close();
      await log.close();
      await database.close();
    },
  };
}

/** Plays a day and a half of the built-in market in a folder, stopped and started again on the way. Throws what the desk throws. */
export async function playFlow(home: string): Promise<Played & { close(): Promise<void> }> {
  const first = await openFlow(home);
  await first.runUntil(RESTART);
  const stopped = standing(first.trader.desk.state());
  await first.trader.stop('check');
  await first.close();
  const { database, log, trader, tally, runUntil, close } = await openFlow(home);
  const started = standing(trader.desk.state());
  await runUntil(TO);
  await trader.stop('check');
  const rows: DeskEvent[] = [];
  for await (const { event } of log.read()) rows.push(event);
  const deliveries = await database.run('count the alerts that wait', (tables) =>
    tables.delivery.findMany({ where: { account: KEY, channel: CHANNEL, state: 'pending' } }),
  );
  const problems = tally.says();
  return {
    rows,
    desk: trader.desk,
    symbols: SYMBOLS,
    from: FROM,
    to: TO,
    problems,
    stopped,
    started,
    waiting: deliveries.length,
    close,
  };
}
