import { FREED } from '../core/approval/authority.ts';
import { standing } from '../core/approval/covering.ts';
import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import type { EventOf } from '../core/facts/events.ts';
import { decimal, type Fixed, fixed, fromNumber, mul } from '../core/money.ts';
import { moneyText, shortName } from '../core/reply/format.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import type { Grant } from '../core/state/grants.ts';
import { clockTime, dateOf, durationText, type Ms } from '../core/time.ts';
import { grantLines } from './cards/grant.ts';
import { amount as amountKind } from './kinds/figures.ts';
import { countOrGrant, eachOrRevoke } from './kinds/grant.ts';
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

type Bounds = Pick<EventOf<'grant'>, 'symbol' | 'each' | 'count' | 'total' | 'loss' | 'until'>;

/** What the words ask for: to list, to revoke one, or to give one with these bounds; a reply where that cannot be. */
type Wish =
  | { readonly kind: 'list' }
  | { readonly kind: 'revoke'; readonly grant: Grant }
  | { readonly kind: 'give'; readonly bounds: Bounds };

/** Left out, the total is every entry at its largest, and the loss is what a fixed stop would cost on all of it. */
function wishOf({ each, count, duration, symbol, total, loss }: Words, desk: Read): Wish | Reply {
  if (each === undefined) return { kind: 'list' };
  if (each === 'revoke') {
    if (typeof count === 'object') return { kind: 'revoke', grant: count };
    return refusal('Which grant?', 'Expected its id; /grant lists them', '/grant revoke G1');
  }
  if (typeof count !== 'number' || duration === undefined)
    return refusal('A grant needs three bounds', 'Expected an amount each, how many, and for how long', '/grant 200 3 2h BTC');
  const { approval, exits } = desk.state().settings.values;
  if (approval.twoAbove !== undefined && each > fromNumber(approval.twoAbove)) {
    const limit = moneyText(fromNumber(approval.twoAbove));
    return refusal(`${moneyText(each)} takes two people`, `One person's grant ends at ${limit} each`, '/grant 200 3 2h BTC');
  }
  const most = total ?? each * BigInt(count);
  return {
    kind: 'give',
    bounds: {
      ...(symbol === undefined ? {} : { symbol }),
      each: decimal(each),
      count,
      total: decimal(most),
      loss: decimal(loss ?? mul(most, fromNumber(exits.stop), 'up')),
      until: desk.now() + duration,
    },
  };
}

const boundLines = ({ symbol, each, count, total, loss, until }: Bounds, desk: Read): readonly string[] => [
  `${symbol === undefined ? 'Any symbol' : shortName(symbol)}: ${count} ${count === 1 ? 'entry' : 'entries'} up to ${moneyText(fixed(each))} each, ${moneyText(fixed(total))} in all`,
  `Ends at ${moneyText(fixed(loss))} lost, or ${dateOf(until)} ${clockTime(until)} UTC (${durationText(until - desk.now())})`,
  'Also at a restart, a halt, a change of the settings, /grant revoke',
  'The risk rules are asked as ever; what takes two people is asked for',
];

export const grant = defineCommand({
  name: 'grant',
  aliases: ['grants'],
  about: 'lets the desk enter without asking, inside bounds; bare it lists, revoke ends one',
  args: {
    each: optional(eachOrRevoke),
    count: optional(countOrGrant),
    duration: optional(durationKind),
    symbol: skippable(symbolKind),
    total: optional(amountKind),
    loss: optional(amountKind),
  },
  role: 'trader',
  roleToAdd: 'approver',
  risk: (words, desk) => {
    const wish = wishOf(words, desk);
    return !('kind' in wish) || wish.kind === 'list' ? 'none' : wish.kind === 'give' ? 'adds' : 'reduces';
  },
  confirm: (words, desk) => {
    const wish = wishOf(words, desk);
    if (!('kind' in wish) || wish.kind !== 'give') return undefined;
    return {
      title: 'Enter without asking?',
      lines: boundLines(wish.bounds, desk),
      buttons: [{ label: 'Grant', line: '/yes' }],
    };
  },
  stepUp: (words, desk) => {
    const wish = wishOf(words, desk);
    return 'kind' in wish && wish.kind === 'give' ? FREED : undefined;
  },
  run: async (words, desk, who): Promise<Reply> => {
    const wish = wishOf(words, desk);
    if (!('kind' in wish)) return wish;
    if (wish.kind === 'revoke') {
      await desk.act(who, { type: 'grantEnded', grant: wish.grant.id, why: `revoked by ${who.name}` });
      return { title: `${wish.grant.id} is revoked`, lines: ['Entries are asked for again'] };
    }
    if (wish.kind === 'give') {
      const id = `G${desk.state().numbers.grant + 1}`;
      await desk.act(who, { type: 'grant', grant: id, ...wish.bounds });
      return {
        title: `${id} granted by ${who.name}`,
        lines: boundLines(wish.bounds, desk),
        buttons: [{ label: 'Revoke', line: `/grant revoke ${id}` }],
      };
    }
    const grants = standing(desk.state(), desk.now());
    return {
      title: grants.length === 0 ? 'No grant stands' : `${grants.length} grant${grants.length === 1 ? '' : 's'}`,
      lines: grants.length === 0 ? ['Example: /grant 200 3 2h BTC'] : grants.flatMap((one) => grantLines(one, desk)),
      buttons: grants.slice(0, 2).map(({ id }) => ({ label: `Revoke ${id}`, line: `/grant revoke ${id}` })),
    };
  },
  show: (reply) => reply,
});
