import { z } from 'zod';
import { optional, required, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import type { StoredEvent } from '../core/facts/eventLog.ts';
import type { DeskEvent, EventOf, EventType } from '../core/facts/events.ts';
import { type Receipt, receiptSchema, ruleResult } from '../core/facts/receipt.ts';
import { at } from '../core/facts/vocabulary.ts';
import { shortName } from '../core/reply/format.ts';
import { HOUR, type Ms, momentWord, whenText } from '../core/time.ts';
import { receiptLines, receiptTitle, ruleLines, type ShownRule } from './cards/receipt.ts';
import { isOfCandle, receiptAt } from './cards/receiptAt.ts';
import { choice } from './kinds/choice.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';
import { moment } from './kinds/times.ts';

const TYPES: readonly EventType[] = ['signal', 'decision', 'cleared', 'proposed'];
/** Of one symbol at one instant. */
const MOST = 100;

type Story = {
  readonly signal: EventOf<'signal'> | undefined;
  readonly decision: EventOf<'decision'> | undefined;
  readonly cleared: EventOf<'cleared'> | undefined;
  readonly proposed: EventOf<'proposed'> | undefined;
};

/** What was recorded of a symbol at an instant: its signal, what was decided, and what the rules said of it. */
async function storyOf(symbol: string, at: Ms, desk: Read): Promise<Story> {
  const rows = await desk.history({ types: TYPES, limit: MOST, symbol, from: at, to: at });
  const events: readonly DeskEvent[] = rows.map((row) => row.event);
  const signal = events.find((event) => event.type === 'signal');
  const decision = events.find((event) => event.type === 'decision');
  const id = decision?.type === 'decision' ? decision.decision : undefined;
  const cleared = events.find((event) => event.type === 'cleared' && event.plan.decision === id);
  const proposed = events.find((event) => event.type === 'proposed' && event.plan.decision === id);
  return {
    signal: signal?.type === 'signal' ? signal : undefined,
    decision: decision?.type === 'decision' ? decision : undefined,
    cleared: cleared?.type === 'cleared' ? cleared : undefined,
    proposed: proposed?.type === 'proposed' ? proposed : undefined,
  };
}

/** Version of the newest settings among the events, which come newest first. */
const settingsOf = (rows: readonly StoredEvent[]): number | undefined =>
  rows.map((row) => row.event).find((event): event is EventOf<'settings'> => event.type === 'settings')?.version;

/** What the authority made of it, in one line. */
function outcomeLine(receipt: Receipt, { decision, proposed }: Story, authority: string, now: Ms): string {
  const stopped = receipt.gates.find((gate) => !gate.pass);
  if (decision === undefined)
    return stopped === undefined ? 'Nothing was decided at this candle' : `Stopped by ${stopped.name}; nothing was planned`;
  const asked = proposed === undefined ? '' : ` as ${proposed.proposal}`;
  const why = decision.why === '' || proposed !== undefined ? '' : `: ${decision.why}`;
  return `Authority: ${authority} → ${decision.outcome}${asked} ${whenText(decision.at, now)}${why}`;
}

export const why = defineCommand({
  name: 'why',
  aliases: ['receipt'],
  about: 'the numbers behind a symbol, now or at a past time',
  args: { symbol: required(symbolKind), when: skippable(moment), full: optional(choice('full', ['full'])) },
  role: 'viewer',
  risk: 'none',
  run: async ({ symbol, when, full }, desk) => {
    const found = await receiptAt(symbol, when, desk);
    if (typeof found === 'string') return { kind: 'missing' as const, symbol, why: found };
    const story = await storyOf(symbol, found.at, desk);
    // What was recorded then is what was decided on; without a record the same numbers are computed again.
    const receipt = story.signal?.receipt ?? found;
    const rules: readonly ShownRule[] = [...receipt.risk, ...(story.cleared?.results ?? [])];
    const then = settingsOf(await desk.history({ types: ['settings'], limit: 1, to: receipt.at }));
    const { version } = desk.state().settings;
    const computedOtherwise =
      story.signal === undefined && then !== undefined && then !== version
        ? `Computed with settings ${version}; then it was ${then}`
        : undefined;
    const otherwise =
      when !== undefined && !isOfCandle(receipt, when)
        ? 'The newest recorded until then; the candles after it are not in memory'
        : computedOtherwise;
    const now = desk.now();
    const outcome = outcomeLine(receipt, story, desk.state().settings.values.authority, now);
    return { kind: 'receipt' as const, now, symbol, receipt, rules, outcome, otherwise, full: full !== undefined };
  },
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('missing'), symbol: z.string(), why: z.string() }),
    z.object({
      kind: z.literal('receipt'),
      now: at,
      symbol: z.string(),
      receipt: receiptSchema,
      rules: z.array(ruleResult),
      /** What the authority made of it, in words. */
      outcome: z.string(),
      /** Where the settings were others then, or the candle an earlier one, in words. */
      otherwise: z.string().optional(),
      full: z.boolean(),
    }),
  ]),
  show: (found, notation) => {
    const name = shortName(found.symbol);
    if (found.kind === 'missing')
      return {
        title: `No receipt for ${name}`,
        lines: [found.why, `Example: /why ${name} 1h`],
        outcome: 'refused',
      };
    const { now, receipt, rules, outcome, otherwise, full } = found;
    return {
      title: receiptTitle(receipt, now, notation),
      lines: [
        ...receiptLines(receipt, full),
        ...ruleLines(rules, full),
        outcome,
        ...(otherwise === undefined ? [] : [otherwise]),
      ],
      buttons: [
        { label: '1 h earlier', line: `/why ${name} ${momentWord(receipt.at - HOUR)}` },
        ...(full ? [] : [{ label: 'Full receipt', line: `/why ${name} ${momentWord(receipt.at)} full` }]),
        { label: 'Why not', line: `/whynot ${name} ${momentWord(receipt.at)}` },
      ],
    };
  },
});
