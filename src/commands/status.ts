import { z } from 'zod';
import { standing } from '../core/approval/covering.ts';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { exact, figure } from '../core/desk/wire.ts';
import { AUTHORITIES } from '../core/facts/settings.ts';
import { at } from '../core/facts/vocabulary.ts';
import { max, toNumber, ZERO } from '../core/money.ts';
import { currencyOf, ofEquity } from '../core/reply/currency.ts';
import { moneyText, numberText, shortName, sumShown } from '../core/reply/format.ts';
import { splitShown, splitText } from '../core/reply/split.ts';
import { blocksOf } from '../core/state/blocks.ts';
import { waiting } from '../core/state/proposals.ts';
import { today } from '../core/state/span.ts';
import { durationText } from '../core/time.ts';
import { grantNow, grantSchema } from './cards/grant.ts';
import { openPositions, openPositionsReply, openPositionsSchema } from './cards/openPositions.ts';
import { opportunitySchema } from './cards/opportunity.ts';
import { factsOf, factsSchema, oldPriceLines } from './cards/position.ts';
import { todaySchema } from './cards/today.ts';
import { choice } from './kinds/choice.ts';

/** Amounts in quote currency, shares and limits as fractions, lengths in ms. */
const glanceSchema = z.object({
  market: z.string(),
  now: at,
  /** What keeps entries away, in words. */
  blocks: z.array(z.string()),
  equity: exact,
  today: todaySchema,
  open: z.number().int(),
  slots: z.number().int(),
  reserved: z.number().int(),
  stopsLive: z.boolean(),
  /** Positions whose price is old. */
  old: z.array(factsSchema),
  /** Of each open position, what its stop brings from here. */
  atStops: z.array(exact),
  drawdown: figure,
  maxDrawdown: z.number(),
  dayLoss: figure,
  maxDailyLoss: z.number(),
  waiting: z.array(z.object({ id: z.string(), symbol: z.string(), left: z.number() })),
  grants: z.array(grantSchema),
  scannedAt: at.optional(),
  next: opportunitySchema.optional(),
  authority: z.enum(AUTHORITIES),
});

/** The whole desk at one glance; `table`, as Freqtrade's users type it, is what is open. */
export const status = defineCommand({
  name: 'status',
  aliases: ['s', 'start'],
  about: 'the whole desk at one glance',
  args: { table: optional(choice('table', ['table'])) },
  role: 'viewer',
  risk: 'none',
  run: async ({ table }, desk) => {
    if (table !== undefined) return openPositions(desk);
    const state = desk.state();
    const { account } = state;
    const now = desk.now();
    const { equity, dayStart } = desk.risk();
    const facts = [...account.positions.values()].map((position) => factsOf(position, desk));
    return {
      market: desk.account.market,
      now,
      blocks: blocksOf(state, now),
      equity,
      today: today(desk),
      open: facts.length,
      slots: state.settings.values.risk.maxOpenPositions,
      reserved: state.entries.size,
      stopsLive: facts.every((one) => one.stopLive),
      old: facts.filter((one) => one.priceAge !== undefined),
      atStops: facts.map((one) => -one.lossAtStop),
      drawdown: account.peak === ZERO ? 0 : toNumber(max(ZERO, account.peak - equity)) / toNumber(account.peak),
      maxDrawdown: state.settings.values.risk.maxDrawdown,
      dayLoss: dayStart === ZERO ? 0 : Math.max(0, toNumber(dayStart - equity) / toNumber(dayStart)),
      maxDailyLoss: state.settings.values.risk.maxDailyLoss,
      waiting: waiting(state.proposals, now).map(({ id, plan, answerBy }) => ({
        id,
        symbol: plan.legs[0]?.symbol ?? '',
        left: answerBy - now,
      })),
      grants: standing(state, now).map((grant) => grantNow(grant, desk)),
      scannedAt: state.lastInstant?.at,
      next: state.lastInstant?.best[0],
      authority: state.settings.values.authority,
    };
  },
  result: z.union([glanceSchema, openPositionsSchema]),
  show: (glance, notation) => {
    if ('positions' in glance) return openPositionsReply(glance, notation);
    const { next } = glance;
    const currency = currencyOf(notation);
    const money = (amount: bigint): string => moneyText(amount, currency, true);
    const { net } = splitShown(glance.today, currency);
    const atStops = sumShown(glance.atStops, currency);
    return {
      title: `${glance.market} · ${glance.blocks.length === 0 ? '▶ trading' : '⏸ no entries'} · ${glance.authority}`,
      lines: [
        ...glance.blocks.map((block) => `⏸ ${block}`),
        `Equity ${moneyText(glance.equity, currency)} ${currency}`,
        `Today ${money(net)} (${ofEquity(net, glance.today.base)}): ${splitText(glance.today, currency)}`,
        `${glance.open} of ${glance.slots} positions${glance.reserved > 0 ? `, ${glance.reserved} reserved` : ''}${glance.open > 0 ? ` · stops live ${glance.stopsLive ? '✓' : '✗'}` : ''}`,
        ...oldPriceLines(glance.old),
        ...(glance.open > 0 ? [`All stops hit: ${money(atStops)} (${ofEquity(atStops, glance.equity)})`] : []),
        `Drawdown ${numberText(glance.drawdown * 100, 1)} of ${numberText(glance.maxDrawdown * 100, 0)} % · day (UTC) ${numberText(glance.dayLoss * 100, 1)} of ${numberText(glance.maxDailyLoss * 100, 0)} %`,
        ...glance.waiting.map(({ id, symbol, left }) => `Waiting: ${id} ${shortName(symbol)}, ${durationText(left)} left`),
        ...(glance.grants.length === 0
          ? []
          : [
              `Grants: ${glance.grants.map((grant) => `${grant.id} ${grant.entries} of ${grant.count}, ${durationText(grant.left)} left`).join(', ')}`,
            ]),
        glance.scannedAt === undefined
          ? 'No scan yet'
          : `Scan ${durationText(glance.now - glance.scannedAt)} ago${next === undefined ? '' : ` · next ${shortName(next.symbol)}: score ${numberText(next.score, 2, true)}${next.blocked === undefined ? '' : `, blocked by ${next.blocked}`}`}`,
      ],
      buttons: [
        { label: 'Positions', line: '/positions' },
        ...(glance.waiting.length > 0 ? [{ label: `Approvals ${glance.waiting.length}`, line: '/approvals' }] : []),
        { label: 'Why not', line: '/whynot' },
        glance.blocks.length === 0 ? { label: 'Pause', line: '/pause' } : { label: 'Resume', line: '/resume' },
      ],
    };
  },
});
