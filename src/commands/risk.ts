import { defineCommand } from '../core/desk/command.ts';
import { toNumber, ZERO } from '../core/money.ts';
import { currencyOf, ofEquity } from '../core/reply/currency.ts';
import { moneyText, numberText, shareText, shortName } from '../core/reply/format.ts';
import { RULES } from '../core/risk/rules/list.ts';
import { packed } from './cards/lines.ts';

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
      dayStart: view.dayStart,
      peak: view.peak,
      lossesInRow: view.lossesInRow,
      limits: view.settings.risk,
      blocks: view.blocks,
      halts: [...desk.state().halts.values()],
      rules: RULES.map(({ name, about }) => ({ name, about })),
    };
  },
  show: (at, desk) => {
    const atRisk = at.exposures.reduce((sum, one) => sum + one.risk, ZERO);
    const share = (amount: bigint): string => ofEquity(amount, at.equity);
    return {
      title: `${moneyText(-atRisk, true)} ${currencyOf(desk)} at the stops (${share(-atRisk)})`,
      lines: [
        ...at.exposures.map(
          (one) =>
            `${one.position ?? one.kind} ${shortName(one.symbol)} ${one.direction}: ${moneyText(one.notional)} (${shareText(at.equity === ZERO ? 0 : toNumber(one.notional) / toNumber(at.equity), false, 1)}), at stop ${moneyText(-one.risk, true)}`,
        ),
        `Today (UTC) ${moneyText(at.equity - at.dayStart, true)} (${share(at.equity - at.dayStart)}), limit −${shareText(at.limits.maxDailyLoss, false, 0)}`,
        `From the peak ${moneyText(at.equity - at.peak, true)} (${share(at.equity - at.peak)}), limit −${shareText(at.limits.maxDrawdown, false, 0)}`,
        `${at.lossesInRow} losses in a row, limit ${at.limits.maxConsecutiveLosses}`,
        `Per trade ${shareText(at.limits.perTrade, false, 1)} · position ${shareText(at.limits.maxPosition, false, 0)} · open ${at.limits.maxOpenPositions}`,
        `Sector ${shareText(at.limits.maxSectorExposure, false, 0)} · correlation ${numberText(at.limits.maxCorrelation, 2)} · leverage ${numberText(at.limits.maxLeverage, 0)}x`,
        ...at.blocks.map((block) => `⏸ ${block}`),
        ...at.halts.map((halt) => `${halt.halt}: blocks ${halt.blocks}; exits go on`),
        'Rules',
        ...packed(
          at.rules.map((rule) => rule.name),
          { indent: '  ' },
        ),
      ],
    };
  },
});
