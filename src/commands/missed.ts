import { z } from 'zod';
import { missed as follow } from '../core/approval/missed.ts';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { exact, figure } from '../core/desk/wire.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { at, side } from '../core/facts/vocabulary.ts';
import { ZERO } from '../core/money.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { counted, moneyText, rText, shortName } from '../core/reply/format.ts';
import type { Reply } from '../core/reply/reply.ts';
import { REMEMBERED } from '../core/state/forget.ts';
import { applyToProposals, type MutableProposal, PROPOSAL_STATUSES, type Proposal } from '../core/state/proposals.ts';
import { DAY, dateOf, type Ms } from '../core/time.ts';
import { countOf } from './kinds/figures.ts';

/** How a proposal ends without an order. A replaced one lives on in the card that follows it. */
const ENDS: readonly Proposal['status'][] = ['rejected', 'expired', 'refused'];

const USUAL_DAYS = 7;
/** Lines that are told one by one. */
const TOLD = 15;

/** Cards and answers that are read back from the log at most: some months of one that asks often. */
const MOST_READ = 20_000;

const isEarnest = ({ drill }: Proposal): boolean => drill === undefined;

/** The cards, no drills, that were asked or answered since `from`: out of memory as far as that reaches, out of the log beyond. */
async function proposalsSince(from: Ms, desk: Read): Promise<readonly Proposal[]> {
  const now = desk.now();
  if (from >= now - REMEMBERED) return [...desk.state().proposals.values()].filter(isEarnest);
  // A card may have been asked before the span that it ended in.
  const rows = await desk.history({ types: ['proposed', 'proposal'], from: from - REMEMBERED, limit: MOST_READ });
  const proposals = new Map<string, MutableProposal>();
  for (const { event } of rows.toReversed())
    if (event.type === 'proposed' || (event.type === 'proposal' && proposals.has(event.proposal)))
      applyToProposals(proposals, event);
  return [...proposals.values()].filter(isEarnest);
}

const rowSchema = z.object({
  proposal: z.string(),
  symbol: z.string(),
  side,
  status: z.enum(PROPOSAL_STATUSES),
  would: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('made'),
      end: z.enum(['stop', 'target', 'open']),
      enteredAt: at,
      endedAt: at,
      profit: exact,
      r: figure,
    }),
    z.object({ kind: z.literal('not entered'), why: z.string() }),
    z.object({ kind: z.literal('unknown'), why: z.string() }),
  ]),
});
type Row = DeepReadonly<z.infer<typeof rowSchema>>;

function followed(proposal: Proposal, desk: Read): readonly Row[] {
  const { execution, approval } = desk.state().settings.values;
  return proposal.plan.legs.map((leg) => {
    const timeframe = desk.study.decisionTimeframe(leg.symbol);
    const bars = timeframe === undefined ? undefined : desk.market.bars(leg.symbol, timeframe);
    const from = proposal.endedAt;
    const would = follow({ leg, bars, from, band: approval.band, costs: execution });
    return { proposal: proposal.id, symbol: leg.symbol, side: leg.side, status: proposal.status, would };
  });
}

function line({ proposal, symbol, side: way, status, would }: Row, currency: string): string {
  const what = `${proposal} ${shortName(symbol)} ${way === 'buy' ? 'long' : 'short'} ${status}`;
  if (would.kind === 'made')
    return `${what}: ${moneyText(would.profit, currency, true)} · ${rText(would.r)} · ${would.end === 'open' ? 'still open' : would.end}`;
  return would.kind === 'not entered' ? `${what}: never entered, ${would.why}` : `${what}: not known, ${would.why}`;
}

/**
 * What each card that led to no order would have made by its own stop and target, one by one: there were never slots for all of them, so
 * they make no sum. /review plays the days again.
 */
export const missed = defineCommand({
  name: 'missed',
  aliases: [],
  about: 'rejected, expired and refused proposals, and what each alone would have made',
  args: { days: optional(countOf('day')) },
  role: 'viewer',
  risk: 'none',
  run: async ({ days: wanted = USUAL_DAYS }, desk) => {
    const from = desk.now() - wanted * DAY;
    const known = await proposalsSince(from, desk);
    const ended = known.filter(({ status, endedAt }) => ENDS.includes(status) && endedAt >= from);
    const rows = ended.flatMap((proposal) => followed(proposal, desk));
    const made = rows.map(({ would }) => would).filter((would) => would.kind === 'made');
    return {
      days: wanted,
      from,
      proposals: ended.length,
      rows,
      made: made.length,
      won: made.filter(({ profit }) => profit > ZERO).length,
      unknown: rows.filter(({ would }) => would.kind === 'unknown').length,
    };
  },
  result: z.object({
    days: z.number().int(),
    from: at,
    proposals: z.number().int(),
    rows: z.array(rowSchema),
    made: z.number().int(),
    won: z.number().int(),
    unknown: z.number().int(),
  }),
  show: (sum, notation): Reply => {
    if (sum.proposals === 0)
      return {
        title: 'No proposal was missed',
        lines: [`None was rejected, refused or expired since ${dateOf(sum.from)}`, 'Example: /missed 30'],
      };
    const newest = sum.rows.toReversed();
    return {
      title: `${counted(sum.proposals, 'card')} without an order in ${sum.days} d`,
      lines: [
        `${sum.made} would have been entered, ${sum.won} won, each for itself`,
        ...newest.slice(0, TOLD).map((row) => line(row, currencyOf(notation))),
        ...(newest.length > TOLD ? [`and ${newest.length - TOLD} more`] : []),
        ...(sum.unknown > 0 ? [`${sum.unknown} are not known`] : []),
        'By the stop and target of the card, stop first, fees and the slippage of stops in it.',
        'There were not slots for all of them: what they come to together, /review plays again',
      ],
      buttons: [
        { label: 'Review', line: `/review ${sum.days}` },
        { label: 'Month', line: '/missed 30' },
      ],
    };
  },
});
