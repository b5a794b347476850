import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { at } from '../core/facts/vocabulary.ts';
import { counted } from '../core/reply/format.ts';
import { lostIn } from '../core/state/tally.ts';
import { durationText, type Ms } from '../core/time.ts';
import { sinceText, spanStart } from './cards/spanStart.ts';
import { period } from './kinds/times.ts';

const tallySchema = z.object({
  trades: z.number().int(),
  won: z.number().int(),
  drawn: z.number().int(),
  /** For how long the winners, the drawn and the losers were held, ms, summed. */
  heldWon: z.number(),
  heldDrawn: z.number(),
  heldLost: z.number(),
});

/** The mean length, where there is one. */
const mean = (held: Ms, count: number): string => (count === 0 ? 'n/a' : durationText(held / count));

export const stats = defineCommand({
  name: 'stats',
  aliases: [],
  about: 'trades won, drawn and lost by what ended them, and for how long they were held',
  args: { period: optional(period) },
  role: 'viewer',
  risk: 'none',
  run: async ({ period: from = 0 }, desk) => {
    const start = await spanStart(from, desk);
    const tallies = start === undefined ? [] : [...(await desk.queries.tallies('reason', start.seq))];
    return {
      since: start?.at ?? desk.now(),
      reasons: tallies.map(([name, { trades, won, drawn, heldWon, heldDrawn, heldLost }]) => ({
        name,
        tally: { trades, won, drawn, heldWon, heldDrawn, heldLost },
      })),
    };
  },
  result: z.object({ since: at, reasons: z.array(z.object({ name: z.string(), tally: tallySchema })) }),
  show: ({ since, reasons }) => {
    const trades = reasons.reduce((sum, { tally }) => sum + tally.trades, 0);
    const total = (figure: (tally: (typeof reasons)[number]['tally']) => number): number =>
      reasons.reduce((sum, { tally }) => sum + figure(tally), 0);
    const [won, drawn, lost] = [total((tally) => tally.won), total((tally) => tally.drawn), total(lostIn)];
    return {
      title:
        trades === 0 ? `No trade has ended since ${sinceText(since)}` : `${counted(trades, 'trade')} since ${sinceText(since)}`,
      lines:
        trades === 0
          ? []
          : [
              `Winners were held for ${mean(
                total((tally) => tally.heldWon),
                won,
              )} on average`,
              `losers for ${mean(
                total((tally) => tally.heldLost),
                lost,
              )}${
                drawn === 0
                  ? ''
                  : `, drawn for ${mean(
                      total((tally) => tally.heldDrawn),
                      drawn,
                    )}`
              }`,
            ],
      ...(trades === 0
        ? {}
        : {
            table: {
              columns: [
                { name: 'ended by', align: 'left' as const },
                { name: 'trades', align: 'right' as const },
                { name: 'won', align: 'right' as const },
                { name: 'drawn', align: 'right' as const },
                { name: 'lost', align: 'right' as const },
                { name: 'held', align: 'right' as const },
              ],
              rows: reasons.map(({ name, tally }) => [
                { kind: 'text' as const, text: name },
                { kind: 'number' as const, value: tally.trades, digits: 0 },
                { kind: 'number' as const, value: tally.won, digits: 0 },
                { kind: 'number' as const, value: tally.drawn, digits: 0 },
                { kind: 'number' as const, value: lostIn(tally), digits: 0 },
                { kind: 'text' as const, text: mean(tally.heldWon + tally.heldDrawn + tally.heldLost, tally.trades) },
              ]),
            },
          }),
    };
  },
});
