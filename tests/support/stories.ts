import { settingsSchema } from '../../src/core/settings.ts';
import { HOUR, MINUTE } from '../../src/core/time.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../../src/exchange/synthetic.ts';
import type { Story } from './killing.ts';
import { eventsOf } from './memoryLog.ts';

/** One timeframe only: the desk is warm after a day of candles and opens in a moment. */
export const quickSettings = (values: Readonly<Record<string, unknown>> = {}) =>
  settingsSchema.parse({ timeframes: ['5m'], decisionTimeframe: '5m', ...values });

const source = syntheticSource(42);
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
