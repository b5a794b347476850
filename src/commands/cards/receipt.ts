import type { Desk } from '../../core/desk.ts';
import type { Receipt } from '../../core/events.ts';
import { baseOf, numberText, priceText } from '../../core/figures.ts';
import { fromNumber } from '../../core/money.ts';
import type { Reply } from '../../core/reply.ts';
import { clockTime, dateOf } from '../../core/time.ts';

const GROUPS = { strategies: 'strategies', divergence: 'divergence', levels: 'levels' } as const;

/** A receipt as people read it: each group with its sources, the sum, the timeframes, the gates in order. */
export function receiptLines(receipt: Receipt, desk: Desk): Reply {
  const tick = desk.market.instrument(receipt.symbol)?.tick;
  const groups = Object.values(GROUPS).flatMap((group) => {
    const sources = receipt.sources.filter((source) => source.group === group);
    if (sources.length === 0) return [];
    const weight = sources.reduce((sum, source) => sum + source.weight, 0);
    const contribution = sources.reduce((sum, source) => sum + source.contribution, 0);
    return [
      `${group} ${numberText(weight === 0 ? 0 : contribution / weight, 2, true)} × ${numberText(weight, 2)} = ${numberText(contribution, 2, true)}`,
      ...sources.map(
        (source) =>
          `  ${source.name} ${numberText(source.score, 2, true)} (conf ${numberText(source.confidence, 2)})${source.says.length === 0 ? '' : `: ${source.says.join('; ')}`}`,
      ),
    ];
  });
  const frames = receipt.alignment.frames
    .map(({ timeframe, score }) => `${timeframe} ${score === null ? '·' : score > 0.05 ? '+' : score < -0.05 ? '−' : '0'}`)
    .join(' ');
  return {
    title: `${baseOf(receipt.symbol)} · ${receipt.timeframe} candle closed ${dateOf(receipt.at)} ${clockTime(receipt.at)} UTC at ${priceText(fromNumber(receipt.price), tick)}`,
    lines: [
      ...groups,
      `Score ${numberText(receipt.score, 2, true)} · confidence ${numberText(receipt.confidence, 2)}`,
      `${frames} → ${numberText(receipt.alignment.value, 2, true)} · opportunity ${numberText(receipt.opportunity, 2)}`,
      ...receipt.gates.map((gate) => `${gate.pass ? '✓' : '✗'} ${gate.name}: ${gate.says}`),
      ...receipt.risk.map((rule) => `${rule.rule}: ${rule.verdict} · ${rule.why}`),
      ...receipt.absent.map((text) => `absent: ${text}`),
    ],
  };
}
