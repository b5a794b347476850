import { defineCommand } from '../core/desk/command.ts';
import { numberText, shortName } from '../core/reply/format.ts';
import { dayAt } from '../core/state/dailyTally.ts';
import { clockTime } from '../core/time.ts';
import { packed } from './cards/lines.ts';

export const scan = defineCommand({
  name: 'scan',
  aliases: [],
  about: 'what the last instant looked at and what stopped it',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => {
    const { lastInstant, universe, day } = desk.state();
    return { instant: lastInstant, universe, day: dayAt(day, desk.now()) };
  },
  show: ({ instant, universe, day }) =>
    instant === undefined
      ? { title: 'No instant has been decided yet', lines: ['The first one comes when the next decision candle closes'] }
      : {
          title: `${instant.symbols} symbols at ${clockTime(instant.at)} UTC`,
          lines: [
            ...packed(universe.map(shortName)),
            ...instant.best.map(
              (one) =>
                `${shortName(one.symbol)} ${numberText(one.score, 2, true)} · ${numberText(one.confidence, 2)}${one.blocked === undefined ? ' ✓' : ` · ${one.blocked}`}`,
            ),
            `Stopped by: ${Object.entries(instant.blocked)
              .map(([gate, n]) => `${gate} ${n}`)
              .join(', ')}`,
            ...(instant.missing.length === 0 ? [] : [`No candle: ${instant.missing.map(shortName).join(', ')}`]),
            `Today: ${numberText(day.instants, 0)} instants, ${day.entries} entries`,
          ],
        },
});
