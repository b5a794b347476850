import { defineCommand, optional, required } from '../core/command.ts';
import { baseOf } from '../core/figures.ts';
import { HOUR, iso } from '../core/time.ts';
import { receiptLines } from './cards/receipt.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';
import { moment } from './kinds/times.ts';

export const why = defineCommand({
  name: 'why',
  aliases: ['receipt'],
  about: 'the exact chain of numbers behind a symbol, now or at a past time',
  args: { symbol: required(symbolKind), when: optional(moment) },
  role: 'viewer',
  risk: 'none',
  run: async ({ symbol, when }, desk) => {
    const receipt = await desk.why(symbol, when);
    if (typeof receipt === 'string') return { symbol, receipt, decision: undefined };
    const rows = await desk.history({ types: ['decision'], limit: 500 });
    const decision = rows
      .map((row) => row.event)
      .find(
        (event) => event.type === 'decision' && event.symbol === symbol && event.at <= receipt.at && receipt.at - event.at < HOUR,
      );
    return { symbol, receipt, decision: decision?.type === 'decision' ? decision : undefined };
  },
  show: ({ symbol, receipt, decision }, desk) =>
    typeof receipt === 'string'
      ? { title: `No receipt for ${baseOf(symbol)}`, lines: [receipt], outcome: 'refused' }
      : {
          ...receiptLines(receipt, desk),
          lines: [
            ...receiptLines(receipt, desk).lines,
            ...(decision === undefined
              ? []
              : [`Decided ${iso(decision.at)}: ${decision.outcome}${decision.why === '' ? '' : ` · ${decision.why}`}`]),
          ],
          buttons: [
            { label: '1 h earlier', line: `/why ${symbol} ${iso(receipt.at - HOUR)}` },
            { label: 'Why not', line: `/whynot ${symbol}` },
          ],
        },
});
