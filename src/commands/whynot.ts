import { defineCommand, optional } from '../core/command.ts';
import type { Desk } from '../core/desk.ts';
import type { Receipt } from '../core/events.ts';
import { baseOf, numberText } from '../core/figures.ts';
import { planEntry } from '../core/execution/plan.ts';
import { clear } from '../core/risk/clear.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';
import { moment } from './kinds/times.ts';

/** Every gate in its order, then every risk rule asked of the plan that the receipt would make, whether or not a gate stopped it. */
async function blockers(
  symbol: string,
  at: number | undefined,
  desk: Desk,
): Promise<{ readonly receipt: Receipt; readonly risk: Receipt['risk'] } | string> {
  const receipt = await desk.why(symbol, at);
  if (typeof receipt === 'string') return receipt;
  const view = desk.risk();
  const planned = planEntry({
    decision: desk.requestId(`whynot ${symbol}`),
    receipt,
    measures: desk.study.measures(symbol),
    view,
  });
  if ('why' in planned) return { receipt, risk: [{ rule: 'plan', verdict: 'refuse', why: planned.why }] };
  return { receipt, risk: [...planned.sized, ...clear(planned.plan, view).results] };
}

export const whynot = defineCommand({
  name: 'whynot',
  aliases: ['blocked'],
  about: 'every gate and rule in order: its value, its threshold, and what would have passed',
  args: { symbol: optional(symbolKind), when: optional(moment) },
  role: 'viewer',
  risk: 'none',
  run: async ({ symbol, when }, desk) => {
    const chosen = symbol ?? desk.ranked()[0]?.symbol;
    return {
      symbol: chosen,
      found: chosen === undefined ? 'Nothing has been ranked yet' : await blockers(chosen, when, desk),
      day: desk.state().day,
    };
  },
  show: ({ symbol, found, day }) => {
    if (typeof found === 'string') return { title: found, lines: [] };
    const { receipt, risk } = found;
    const first = receipt.gates.find((gate) => !gate.pass);
    const stopped = [...day.blocked.entries()].toSorted((a, b) => b[1] - a[1]).map(([gate, n]) => `${gate} ${n}`);
    return {
      title:
        first === undefined ? `${baseOf(symbol ?? '')}: every gate passes` : `${baseOf(symbol ?? '')}: stopped by ${first.name}`,
      lines: [
        ...receipt.gates.map(
          (gate) =>
            `${gate.pass ? '✓' : '✗'} ${gate.name} ${gate.value === null ? 'none' : numberText(gate.value, 2)} · needs ${numberText(gate.threshold, 2)} · ${gate.says}`,
        ),
        ...risk.map(
          (rule) => `${rule.verdict === 'pass' ? '✓' : rule.verdict === 'shrink' ? '½' : '✗'} ${rule.rule}: ${rule.why}`,
        ),
        ...(stopped.length === 0 ? [] : [`Today blocked by ${stopped.join(', ')}`]),
      ],
    };
  },
});
