import { settingsSchema } from '../../src/core/facts/settings.ts';
import { HOUR, MINUTE } from '../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../src/exchange/synthetic.ts';
import { BUILT_IN } from './builtInMarket.ts';
import type { Story } from './killing.ts';
import { hour, START, stillSettings, written } from './market.ts';
import { eventsOf } from './memoryLog.ts';

/** One timeframe only: the desk is warm after a day of candles and opens in a moment. */
export const quickSettings = (values: Readonly<Record<string, unknown>> = {}) =>
  settingsSchema.parse({ timeframes: ['5m'], decisionTimeframe: '5m', ...values });

const source = BUILT_IN;
const symbols = ['SOL/USDT', 'DOGE/USDT', 'ETH/USDT:USDT', 'BTC/USDT:USDT'];

const options = (hours: number, settings = quickSettings()): Story['options'] => ({
  source,
  symbols,
  from: SYNTHETIC_FROM,
  to: SYNTHETIC_FROM + hours * HOUR,
  settings,
});

/** The synthetic market, left to itself. */
export const alone = (hours: number, hurried = false): Story => ({
  options: { ...options(hours), hurried },
  act: (desk) => desk.play(),
});

/** Every 5 minutes whatever is asked is approved, every 40 minutes the oldest position is closed by hand. */
export const steered = (hours: number): Story => {
  const given = options(hours, quickSettings({ authority: 'approve' }));
  return {
    options: given,
    async act(desk) {
      const { from, to } = given;
      for (let at = from + 5 * MINUTE; at < to; at += 5 * MINUTE) {
        if (at < desk.now()) continue;
        await desk.play(at);
        for (const { id, status, answerBy } of desk.state.proposals.values())
          if (status === 'waiting' && answerBy > at) await desk.type(`/approve ${id}`);
        const [oldest] = desk.state.account.positions.values();
        // Started again at this very moment, it may have been done already.
        const done = eventsOf(desk.rows(), 'command').some((command) => command.at === at && command.line.startsWith('/close'));
        if ((at - from) % (40 * MINUTE) === 0 && oldest !== undefined && oldest.openedAt < at && !done)
          await desk.type(`/close ${oldest.id} now`);
      }
      await desk.play();
    },
  };
};

/** A symbol misses candles while it is bought, stopped, closed by hand and held too long; another one has them all. */
export const missingBars = (): Story => {
  const bar = { high: 100.3, low: 99.7 };
  const gappy = Array.from({ length: 16 }, (_, i) => ([4, 8, 13].includes(i) ? undefined : bar));
  const typed = [
    [hour(2), '/buy AAA/USDT 5000'],
    [hour(4), '/close AAA/USDT now'],
    [hour(8), '/buy AAA/USDT 4000'],
    [hour(9), '/buy BBB/USDT 3000'],
  ] as const;
  return {
    options: {
      source: written({ 'AAA/USDT': gappy, 'BBB/USDT': Array.from({ length: 16 }, () => bar) }),
      from: START,
      to: hour(16),
      settings: stillSettings({ exits: { maxHold: 4 * HOUR } }),
    },
    async act(desk) {
      for (const [at, line] of typed) {
        if (at < desk.now()) continue;
        await desk.play(at);
        const done = eventsOf(desk.rows(), 'command').some((command) => command.at === at);
        if (!done) await desk.type(line);
      }
      await desk.play();
    },
  };
};
