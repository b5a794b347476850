import { z } from 'zod';
import { notAskedFor } from '../core/approval/idea.ts';
import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { pairLegs } from '../core/execution/pairPlan.ts';
import { planEntry, sizeLine } from '../core/execution/plan.ts';
import { type Receipt, receiptSchema, ruleResult } from '../core/facts/receipt.ts';
import { at } from '../core/facts/vocabulary.ts';
import { numberText, shortName } from '../core/reply/format.ts';
import { clear } from '../core/risk/clear.ts';
import { restingLeg } from '../core/state/coolDowns.ts';
import { dayAt } from '../core/state/dailyTally.ts';
import { packed } from './cards/lines.ts';
import { gateLine, receiptTitle, ruleLine, type ShownRule } from './cards/receipt.ts';
import { receiptAt } from './cards/receiptAt.ts';
import { legName, restingText } from './cards/resting.ts';
import { offeredButtons, offeredSchema, offeredSymbols, symbol as symbolKind } from './kinds/symbol.ts';
import { moment } from './kinds/times.ts';

/** How often each gate stopped a symbol today. */
const blockedSchema = z.array(z.object({ gate: z.string(), times: z.number().int() }));

/** Every risk rule asked of the plan that the receipt would make, whether or not a gate stopped it. */
function rulesFor(receipt: Receipt, desk: Read): readonly ShownRule[] {
  const view = desk.risk();
  const planned = planEntry({
    decision: desk.requestId(`whynot ${receipt.symbol}`),
    receipt,
    measures: desk.study.measures(receipt.symbol),
    view,
  });
  if ('why' in planned) return [{ rule: 'plan', verdict: 'refuse', why: planned.why }];
  return [...planned.sized.map(sizeLine), ...clear(planned.plan, view).results()];
}

const pairSchema = z.object({ legs: z.array(z.object({ symbol: z.string(), side: z.enum(['buy', 'sell']) })), says: z.string() });

/** Pairs with a symbol that rest now, each way of entering one by itself. */
function restingPairs(symbol: string, desk: Read): readonly z.infer<typeof pairSchema>[] {
  const { coolDowns, settings } = desk.state();
  return desk.study
    .pairs()
    .filter((pair) => pair.includes(symbol))
    .flatMap(([first, second]) => [pairLegs(first, second, 1), pairLegs(first, second, -1)])
    .flatMap((legs) => {
      const resting = restingLeg(coolDowns, legs, settings.values.signal.coolDown, desk.now());
      if (resting === undefined) return [];
      return [{ legs: [...legs], says: restingText(resting, desk.now()) }];
    });
}

/** What keeps it from being asked for, where entries take a yes. */
function askedNow({ symbol, score }: Receipt, desk: Read): string | undefined {
  const state = desk.state();
  if (state.settings.values.authority !== 'approve') return undefined;
  return notAskedFor([{ symbol, side: score > 0 ? 'buy' : 'sell' }], state, desk.now());
}

export const whynot = defineCommand({
  name: 'whynot',
  aliases: ['blocked'],
  about: 'every gate and rule in order, and what would have passed',
  args: { symbol: skippable(symbolKind), when: optional(moment) },
  role: 'viewer',
  risk: 'none',
  run: async ({ symbol, when }, desk) => {
    const chosen = symbol ?? desk.ranked()[0]?.symbol;
    const receipt = chosen === undefined ? 'Nothing has been ranked yet' : await receiptAt(chosen, when, desk);
    const blocked = [...dayAt(desk.state().day, desk.now()).blocked]
      .map(([gate, times]) => ({ gate, times }))
      .toSorted((a, b) => b.times - a.times);
    const offered =
      symbol === undefined ? offeredSymbols(desk).filter(({ word }) => chosen === undefined || word !== shortName(chosen)) : [];
    return typeof receipt === 'string'
      ? { kind: 'missing' as const, why: receipt, blocked, offered }
      : {
          kind: 'receipt' as const,
          now: desk.now(),
          receipt,
          rules: rulesFor(receipt, desk),
          pairs: when === undefined ? [...restingPairs(receipt.symbol, desk)] : [],
          asked: when === undefined ? askedNow(receipt, desk) : undefined,
          past: when !== undefined,
          blocked,
          offered,
        };
  },
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('missing'), why: z.string(), blocked: blockedSchema, offered: offeredSchema }),
    z.object({
      kind: z.literal('receipt'),
      now: at,
      receipt: receiptSchema,
      rules: z.array(ruleResult),
      /** Pairs with it that rest after a stop, a close by hand or a rejection. */
      pairs: z.array(pairSchema),
      /** Why it would not be asked for now, where entries take a yes. */
      asked: z.string().optional(),
      past: z.boolean(),
      blocked: blockedSchema,
      /** Other symbols to ask about, where none was named. */
      offered: offeredSchema,
    }),
  ]),
  show: (found, notation) => {
    const { blocked, offered } = found;
    const others = offeredButtons('whynot', offered);
    const today =
      blocked.length === 0
        ? []
        : packed(blocked.map(({ gate, times }) => `${gate} ${numberText(times, 0)}`)).map((line, i) =>
            i === 0 ? `Today stopped by ${line}` : `  ${line}`,
          );
    if (found.kind === 'missing') return { title: found.why, lines: [...today, 'Example: /whynot BTC'], buttons: others };
    const { now, receipt, rules, pairs, asked, past } = found;
    const name = shortName(receipt.symbol);
    const gate = receipt.gates.find(({ pass }) => !pass);
    const rule = rules.find(({ verdict }) => verdict === 'refuse');
    return {
      title:
        gate !== undefined
          ? `${name}: stopped by ${gate.name}`
          : rule !== undefined
            ? `${name}: every gate passes, ${rule.rule} refuses`
            : asked !== undefined
              ? `${name}: every gate and rule passes, it is not asked for`
              : `${name}: nothing stands in its way`,
      lines: [
        receiptTitle(receipt, now, notation),
        ...receipt.gates.map(gateLine),
        ...pairs.map(({ legs, says }) => `✗ pair ${legs.map(legName).join(' and ')}: ${says}`),
        ...(asked === undefined ? [] : [`✗ asked: ${asked}`]),
        past ? 'Risk, asked of the account as it is now:' : 'Risk:',
        ...rules.map(ruleLine),
        ...today,
      ],
      buttons: [{ label: `Why ${name}`, line: `/why ${name}` }, ...others],
    };
  },
});
