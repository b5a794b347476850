import { z } from 'zod';
import { asksOn, thresholdOf } from '../core/approval/budget.ts';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { counted, numberText, shortName } from '../core/reply/format.ts';
import { awayAt } from '../core/state/away.ts';
import { nameOf } from '../core/state/people.ts';
import { waiting } from '../core/state/proposals.ts';
import { count } from './kinds/figures.ts';

/** What the desk asks of people: today's cards against the budget; with a number, another budget. */
export const asks = defineCommand({
  name: 'asks',
  aliases: [],
  about: 'how often the desk may ask a day, and what it asked today; with a number, that budget',
  args: { cards: optional(count) },
  role: 'trader',
  roleToAdd: 'approver',
  risk: ({ cards }, desk) => {
    const { asks: budget } = desk.state().settings.values.approval;
    if (cards === undefined || cards === budget) return 'none';
    return cards > budget ? 'adds' : 'reduces';
  },
  run: async ({ cards }, desk) => {
    const { version, values } = desk.state().settings;
    const before = values.approval.asks;
    if (cards !== undefined && cards !== before) {
      const after = { ...values, approval: { ...values.approval, asks: cards } };
      await desk.act({ type: 'settings', version: version + 1, why: `asks ${before} → ${cards}`, values: after });
    }
    const state = desk.state();
    const now = desk.now();
    const people = [...state.aways.keys()].filter((person) => awayAt(state, person, now) !== undefined);
    const today = asksOn(state.asks, now);
    const budget = state.settings.values.approval.asks;
    return {
      before,
      budget,
      asked: today?.asked ?? 0,
      withheld: today?.withheld ?? 0,
      letGo: today?.letGo ?? 0,
      away: people.map((person) => nameOf(state.people, person)),
      best: today?.best,
      threshold: thresholdOf(state, now),
      open: waiting(state.proposals, now).map(({ id }) => id),
    };
  },
  result: z.object({
    /** Cards a UTC day, before and now. */
    before: z.number().int(),
    budget: z.number().int(),
    asked: z.number().int(),
    withheld: z.number().int(),
    /** Ideas that nobody was there to be asked today. */
    letGo: z.number().int(),
    /** Who is away now, by name. */
    away: z.array(z.string()),
    /** The strongest that was withheld today. */
    best: z.object({ symbol: z.string(), score: z.number(), confidence: z.number() }).optional(),
    /** Score times confidence from which on is asked, 0 to 1. */
    threshold: z.number(),
    open: z.array(z.string()),
  }),
  show: ({ before, budget, asked, withheld, letGo, away, best, threshold, open }) => ({
    title: `Asked ${asked} of ${counted(budget, 'card')} today (UTC)`,
    lines: [
      ...(before === budget ? [] : [`The budget was ${before}`]),
      open.length === 0 ? 'Nothing waits for an answer' : `Waiting: ${open.join(', ')}`,
      best === undefined
        ? 'Nothing was withheld'
        : `Withheld ${withheld}, best ${shortName(best.symbol)} ${numberText(best.score, 2, true)}, confidence ${numberText(best.confidence, 2)}`,
      ...(letGo === 0 ? [] : [`Let go ${letGo}: nobody was there`]),
      ...(away.length === 0 ? [] : [`Away now: ${away.join(', ')}`]),
      `Asked is what has score × confidence above ${numberText(threshold, 2)}`,
    ],
    buttons: open.length === 0 ? [] : [{ label: 'Waiting', line: '/approvals' }],
  }),
});
