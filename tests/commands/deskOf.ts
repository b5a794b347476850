import { OWNER } from '../../src/bots/giver.ts';
import { createRouter } from '../../src/bots/router.ts';
import { createStepUp } from '../../src/bots/stepUp.ts';
import { closingReport } from '../../src/bots/terminal/closingReport.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import { AT_TERMINAL } from '../../src/core/desk/command.ts';
import type { Instrument } from '../../src/core/market/instrument.ts';
import { fixed } from '../../src/core/money.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { paperVenue } from '../../src/core/simulator/paperVenue.ts';
import { standingOf } from '../../src/core/state/span.ts';
import { openDesk } from '../../src/desk/openDesk.ts';
import { standingIn } from '../../src/store/standing.ts';
import { memoryLog } from '../support/memoryLog.ts';
import { countedBytes, memoryOneTimeCodes } from '../support/memoryOneTimeCodes.ts';
import type { History } from './history.ts';
import { SETTINGS, START, SYMBOLS } from './life.ts';

const instrumentOf = (symbol: string): Instrument => ({
  symbol,
  base: symbol.slice(0, 3),
  quote: 'USDT',
  kind: symbol.includes(':') ? 'perpetual' : 'spot',
  tick: fixed('0.001'),
  step: fixed('0.001'),
  minQuantity: fixed('0.001'),
  minNotional: fixed('1'),
  maxLeverage: 10,
});

/** What a desk says that stands where a history has led. */
export type Speaking = {
  ask(line: string): Promise<Reply>;
  /** The result of a line, as `--json` has it. */
  data(line: string): Promise<unknown>;
  report(): Reply;
};

/** Opens the desk on a history, from its snapshot or from its first row; no market runs. */
export async function deskOf({ rows, taken, now, prices }: History, from: 'snapshot' | 'first row'): Promise<Speaking> {
  const log = memoryLog({ rows, taken: from === 'snapshot' ? taken : [] });
  const { trader, market } = await openDesk({
    ports: {
      account: { market: 'memory', mode: 'paper', name: 'main' },
      version: '0.0.0',
      log,
      logger: () => undefined,
      oneTimeCodes: createStepUp({ store: memoryOneTimeCodes(), clock: () => now, random: countedBytes() }),
      linkCode: () => ({ code: 'none', for: 0 }),
      configured: () => Promise.resolve(SETTINGS),
      health: () => Promise.resolve([]),
      logs: () => Promise.resolve([]),
    },
    on: {
      kind: 'bars',
      label: '🧪 MEMORY',
      rerun: false,
      listings: SYMBOLS.map((symbol) => ({ instrument: instrumentOf(symbol), base: '15m' as const })),
      now: () => now,
      broker: (ground) => paperVenue(ground),
      warmUp: () => Promise.resolve({ running: [], closes: [] }),
    },
    standing: await standingIn(log, false),
    settings: SETTINGS,
    capital: fixed('10000'),
    own: { strategies: [], rules: [] },
    jobs: [],
    alerts: [],
  });
  for (const [symbol, price] of prices) market.open(symbol, now, price, 1);
  const router = createRouter({
    commands: COMMANDS,
    desk: trader.desk,
    logger: () => undefined,
    mask: (text) => text,
    clock: () => now,
  });
  const answer = (line: string) => router.answer(line, OWNER, AT_TERMINAL);
  return {
    ask: async (line) => (await answer(line)).reply,
    data: async (line) => (await answer(line)).data?.(),
    report: () =>
      closingReport({
        state: trader.desk.state(),
        now: standingOf(trader.desk),
        currency: 'USDT',
        from: START,
        ended: 'stopped',
        data: [],
      }),
  };
}
