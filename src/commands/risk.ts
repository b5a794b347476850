import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { exact } from '../core/desk/wire.ts';
import { settingsSchema } from '../core/facts/settings.ts';
import { at, direction } from '../core/facts/vocabulary.ts';
import { toNumber, ZERO } from '../core/money.ts';
import { currencyOf, ofEquity } from '../core/reply/currency.ts';
import { asShown, moneyText, numberText, shareText, shortName, sumShown } from '../core/reply/format.ts';
import { splitShown } from '../core/reply/split.ts';
import { rulesOf } from '../core/risk/clear.ts';
import { today } from '../core/state/span.ts';
import { packed } from './cards/lines.ts';
import { todaySchema } from './cards/today.ts';

export const risk = defineCommand({
  name: 'risk',
  aliases: ['limits'],
  about: 'what is at risk now, every limit and how much of it is used',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => {
    const view = desk.risk();
    return {
      exposures: view.exposures,
      equity: view.equity,
      today: today(desk),
      peak: view.peak,
      lossesInRow: view.lossesInRow,
      limits: view.settings.risk,
      blocks: view.blocks,
      halts: [...desk.state().halts.values()],
      rules: rulesOf(view).map(({ name, about }) => ({ name, about })),
    };
  },
  /** Amounts in quote currency, limits as fractions. */
  result: z.object({
    exposures: z.array(
      z.object({
        symbol: z.string(),
        direction,
        kind: z.enum(['position', 'reserved', 'unknown']),
        notional: exact,
        risk: exact,
        position: z.number().int().optional(),
      }),
    ),
    equity: exact,
    today: todaySchema,
    peak: exact,
    lossesInRow: z.number().int(),
    limits: settingsSchema.shape.risk,
    blocks: z.array(z.string()),
    halts: z.array(z.object({ halt: z.string(), blocks: z.string(), ends: z.string(), says: z.string(), until: at.optional() })),
    rules: z.array(z.object({ name: z.string(), about: z.string() })),
  }),
  show: (sums, notation) => {
    const currency = currencyOf(notation);
    const atRisk = sumShown(
      sums.exposures.map((one) => one.risk),
      currency,
    );
    const { net } = splitShown(sums.today, currency);
    const fallen = asShown(sums.equity, currency) - asShown(sums.peak, currency);
    const money = (amount: bigint): string => moneyText(amount, currency, true);
    return {
      title: `${money(-atRisk)} ${currency} at the stops (${ofEquity(-atRisk, sums.equity)})`,
      lines: [
        ...sums.exposures.map(
          (one) =>
            `${one.position ?? one.kind} ${shortName(one.symbol)} ${one.direction}: ${moneyText(one.notional, currency)} (${shareText(sums.equity === ZERO ? 0 : toNumber(one.notional) / toNumber(sums.equity), false, 1)}), at stop ${money(-one.risk)}`,
        ),
        `Today (UTC) ${money(net)} (${ofEquity(net, sums.today.base)}), limit −${shareText(sums.limits.maxDailyLoss, false, 0)}`,
        `From the peak ${money(fallen)} (${ofEquity(fallen, sums.peak)}), limit −${shareText(sums.limits.maxDrawdown, false, 0)}`,
        `${sums.lossesInRow} ${sums.lossesInRow === 1 ? 'loss' : 'losses'} in a row, limit ${sums.limits.maxConsecutiveLosses}`,
        `Per trade ${shareText(sums.limits.perTrade, false, 1)} · position ${shareText(sums.limits.maxPosition, false, 0)} · open ${sums.limits.maxOpenPositions}`,
        `Sector ${shareText(sums.limits.maxSectorExposure, false, 0)} · correlation ${numberText(sums.limits.maxCorrelation, 2)} · leverage ${numberText(sums.limits.maxLeverage, 0)}x`,
        ...sums.blocks.map((block) => `⏸ ${block}`),
        ...sums.halts.map((halt) => `${halt.halt}: blocks ${halt.blocks}; exits go on`),
        'Rules',
        ...packed(
          sums.rules.map((rule) => rule.name),
          { indent: '  ' },
        ),
      ],
    };
  },
});
