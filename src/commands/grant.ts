import { z } from 'zod';
import { FREED } from '../core/approval/authority.ts';
import { standing } from '../core/approval/covering.ts';
import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { exact } from '../core/desk/wire.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { at } from '../core/facts/vocabulary.ts';
import { decimal, type Fixed, fromNumber, mul } from '../core/money.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { counted, moneyText, shortName } from '../core/reply/format.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import type { Grant } from '../core/state/grants.ts';
import { durationText, type Ms, timeText } from '../core/time.ts';
import { grantLines, grantNow, grantSchema } from './cards/grant.ts';
import { countOrGrant, eachOrRevoke } from './kinds/grant.ts';
import { entryBound, lossBound } from './kinds/size.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';
import { duration as durationKind } from './kinds/times.ts';

type Words = {
  readonly each: Fixed | 'revoke' | undefined;
  readonly count: number | Grant | undefined;
  readonly duration: Ms | undefined;
  readonly symbol: string | undefined;
  readonly total: Fixed | undefined;
  readonly loss: Fixed | undefined;
};

const boundsSchema = z.object({
  symbol: z.string().optional(),
  each: exact,
  count: z.number().int(),
  total: exact,
  loss: exact,
  until: at,
  /** From when it is given, ms. */
  length: z.number(),
});
type Bounds = DeepReadonly<z.infer<typeof boundsSchema>>;

/** What is wrong with the words of a grant. */
const wrongSchema = z.discriminatedUnion('why', [
  z.object({ kind: z.literal('refused'), why: z.literal('no grant named') }),
  z.object({ kind: z.literal('refused'), why: z.literal('too few bounds') }),
  /** From this amount on it takes two people. */
  z.object({ kind: z.literal('refused'), why: z.literal('takes two people'), each: exact, limit: exact }),
]);

const result = z.union([
  wrongSchema,
  z.object({ kind: z.literal('list'), grants: z.array(grantSchema) }),
  z.object({ kind: z.literal('revoked'), grant: z.string() }),
  z.object({ kind: z.literal('given'), grant: z.string(), by: z.string(), bounds: boundsSchema }),
]);

/** What the words ask for: to list, to revoke one, or to give one with these bounds; or why that cannot be. */
type Wish =
  | z.infer<typeof wrongSchema>
  | { readonly kind: 'list' }
  | { readonly kind: 'revoke'; readonly grant: Grant }
  | { readonly kind: 'give'; readonly bounds: Bounds };

/** Left out, the total is every entry at its largest, and the loss is what a fixed stop would cost on all of it. */
function wishOf({ each, count, duration, symbol, total, loss }: Words, desk: Read): Wish {
  if (each === undefined) return { kind: 'list' };
  if (each === 'revoke')
    return typeof count === 'object' ? { kind: 'revoke', grant: count } : { kind: 'refused', why: 'no grant named' };
  if (typeof count !== 'number' || duration === undefined) return { kind: 'refused', why: 'too few bounds' };
  const { approval, exits } = desk.state().settings.values;
  const limit = approval.twoAbove === undefined ? undefined : fromNumber(approval.twoAbove);
  if (limit !== undefined && each > limit) return { kind: 'refused', why: 'takes two people', each, limit };
  const most = total ?? each * BigInt(count);
  return {
    kind: 'give',
    bounds: {
      symbol,
      each,
      count,
      total: most,
      loss: loss ?? mul(most, fromNumber(exits.stop), 'up'),
      until: desk.now() + duration,
      length: duration,
    },
  };
}

const boundLines = ({ symbol, each, count, total, loss, until, length }: Bounds, currency: string): readonly string[] => [
  `${symbol === undefined ? 'Any symbol' : shortName(symbol)}: ${count} ${count === 1 ? 'entry' : 'entries'} up to ${moneyText(each, currency)} each, ${moneyText(total, currency)} in all`,
  `Ends at ${moneyText(loss, currency)} lost, or ${timeText(until)}, in ${durationText(length)}`,
  'Also at a restart, a halt, a change of the settings, /grant revoke',
  'The risk rules are asked as ever; what takes two people is asked for',
];

const EXAMPLE = '/grant 200 3 2h BTC';

function refusedReply(wrong: z.infer<typeof wrongSchema>, currency: string): Reply {
  switch (wrong.why) {
    case 'no grant named':
      return refusal('Which grant?', 'Expected its id; /grant lists them', '/grant revoke G1');
    case 'too few bounds':
      return refusal('A grant needs three bounds', 'Expected an amount each, how many, and for how long', EXAMPLE);
    case 'takes two people':
      return refusal(
        `${moneyText(wrong.each, currency)} takes two people`,
        `One person's grant ends at ${moneyText(wrong.limit, currency)} each`,
        EXAMPLE,
      );
  }
}

export const grant = defineCommand({
  name: 'grant',
  aliases: ['grants'],
  about: 'lets the desk enter without asking, inside bounds; bare it lists, revoke ends one',
  args: {
    each: optional(eachOrRevoke),
    count: optional(countOrGrant),
    duration: optional(durationKind),
    symbol: skippable(symbolKind),
    total: optional(entryBound),
    loss: optional(lossBound),
  },
  role: 'trader',
  roleToAdd: 'approver',
  risk: (words, desk) => {
    const { kind } = wishOf(words, desk);
    return kind === 'give' ? 'adds' : kind === 'revoke' ? 'reduces' : 'none';
  },
  confirm: (words, desk) => {
    const wish = wishOf(words, desk);
    if (wish.kind !== 'give') return undefined;
    return {
      title: 'Enter without asking?',
      lines: boundLines(wish.bounds, currencyOf(desk)),
      buttons: [{ label: 'Grant', line: '/yes' }],
    };
  },
  confirms: (words, desk) => {
    const wish = wishOf(words, desk);
    return wish.kind === 'give' ? boundLines({ ...wish.bounds, until: 0 }, currencyOf(desk)).join() : wish.kind;
  },
  stepUp: (words, desk) => (wishOf(words, desk).kind === 'give' ? FREED : undefined),
  run: async (words, desk, who) => {
    const wish = wishOf(words, desk);
    switch (wish.kind) {
      case 'refused':
        return wish;
      case 'list':
        return { kind: 'list' as const, grants: standing(desk.state(), desk.now()).map((one) => grantNow(one, desk)) };
      case 'revoke': {
        const { id } = wish.grant;
        await desk.act({ type: 'grantEnded', grant: id, why: `revoked by ${who.name}` });
        return { kind: 'revoked' as const, grant: id };
      }
      case 'give': {
        const id = `G${desk.state().numbers.grant + 1}`;
        const { symbol, each, count, total, loss, until } = wish.bounds;
        await desk.act({
          type: 'grant',
          grant: id,
          ...(symbol === undefined ? {} : { symbol }),
          each: decimal(each),
          count,
          total: decimal(total),
          loss: decimal(loss),
          until,
        });
        return { kind: 'given' as const, grant: id, by: who.name, bounds: wish.bounds };
      }
    }
  },
  result,
  show: (done, notation) => {
    switch (done.kind) {
      case 'refused':
        return refusedReply(done, currencyOf(notation));
      case 'list':
        return {
          title: done.grants.length === 0 ? 'No grant stands' : counted(done.grants.length, 'grant'),
          lines:
            done.grants.length === 0
              ? [`Example: ${EXAMPLE}`]
              : done.grants.flatMap((grant) => grantLines(grant, currencyOf(notation))),
          buttons: done.grants.slice(0, 2).map(({ id }) => ({ label: `Revoke ${id}`, line: `/grant revoke ${id}` })),
        };
      case 'revoked':
        return { title: `${done.grant} is revoked`, lines: ['Entries are asked for again'] };
      case 'given':
        return {
          title: `${done.grant} granted by ${done.by}`,
          lines: boundLines(done.bounds, currencyOf(notation)),
          buttons: [{ label: 'Revoke', line: `/grant revoke ${done.grant}` }],
        };
    }
  },
});
