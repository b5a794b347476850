import { defineCommand } from '../core/command.ts';
import { baseOf, moneyText, numberText, shareText } from '../core/figures.ts';
import { toNumber, ZERO } from '../core/money.ts';
import { RULES } from '../core/risk/rules/list.ts';

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
  show: (at) => {
    const atRisk = at.exposures.reduce((sum, one) => sum + one.risk, ZERO);
    const share = (amount: bigint): string => shareText(at.equity === ZERO ? 0 : toNumber(amount) / toNumber(at.equity));
    return {
      title: `${moneyText(-atRisk, true)} at the stops (${share(atRisk)} of equity)`,
      lines: [
        ...at.exposures.map(
          (one) =>
            `${one.position ?? one.kind} ${baseOf(one.symbol)} ${one.direction}: ${moneyText(one.notional)} (${share(one.notional)}), at stop ${moneyText(-one.risk, true)}`,
        ),
        `Day ${moneyText(at.equity - at.dayStart, true)} of −${numberText(at.limits.maxDailyLoss * 100, 0)} % · from peak ${moneyText(at.equity - at.peak, true)} of −${numberText(at.limits.maxDrawdown * 100, 0)} %`,
        `Per trade ${shareText(at.limits.perTrade)} · position ${shareText(at.limits.maxPosition)} · open ${at.limits.maxOpenPositions} · sector ${shareText(at.limits.maxSectorExposure)} · correlation ${numberText(at.limits.maxCorrelation, 2)}`,
        `${at.lossesInRow} losses in a row of ${at.limits.maxConsecutiveLosses}`,
        ...at.blocks.map((block) => `⏸ ${block}`),
        ...at.halts.map((halt) => `${halt.halt}: blocks ${halt.blocks}, ends ${halt.ends}`),
        `Rules: ${at.rules.map((rule) => rule.name).join(', ')}`,
      ],
    };
  },
});
