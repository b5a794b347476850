import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { at } from '../core/facts/vocabulary.ts';
import { counted, numberText, shortName } from '../core/reply/format.ts';
import { dayAt } from '../core/state/dailyTally.ts';
import { clockTime } from '../core/time.ts';
import { packed } from './cards/lines.ts';
import { opportunitySchema } from './cards/opportunity.ts';

export const scan = defineCommand({
  name: 'scan',
  aliases: [],
  about: 'what the last instant looked at and what stopped it',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => {
    const { lastInstant, universe, day } = desk.state();
    const { instants, entries } = dayAt(day, desk.now());
    return { instant: lastInstant, universe, today: { instants, entries } };
  },
  result: z.object({
    instant: z
      .object({
        at,
        symbols: z.number().int(),
        best: z.array(opportunitySchema),
        /** How many symbols each gate stopped first. */
        blocked: z.record(z.string(), z.number().int()),
        missing: z.array(z.string()),
      })
      .optional(),
    universe: z.array(z.string()),
    today: z.object({ instants: z.number().int(), entries: z.number().int() }),
  }),
  show: ({ instant, universe, today }) =>
    instant === undefined
      ? { title: 'No instant has been decided yet', lines: ['The first one comes when the next decision candle closes'] }
      : {
          title: `${counted(instant.symbols, 'symbol')} at ${clockTime(instant.at)} UTC`,
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
            `Today: ${numberText(today.instants, 0)} instants, ${today.entries} entries`,
          ],
        },
});
