import { z } from 'zod';
import { FREED } from '../core/approval/authority.ts';
import { leftBy, unfitDelegate } from '../core/approval/delegates.ts';
import { type ArgumentKind, named, optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { at } from '../core/facts/vocabulary.ts';
import { decimal, type Fixed, fromNumber, mul } from '../core/money.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { moneyText } from '../core/reply/format.ts';
import { refusal } from '../core/reply/reply.ts';
import { type AwayPolicy, nextAway } from '../core/state/away.ts';
import { type Member, zoneFor } from '../core/state/people.ts';
import { whenText } from '../core/time.ts';
import { meansLines, policyOf, policySchema, policyText } from './cards/away.ts';
import { awayHours } from './kinds/awayHours.ts';
import { choice } from './kinds/choice.ts';
import { count as countKind } from './kinds/figures.ts';
import { person as personKind } from './kinds/person.ts';
import type { QuietHours } from './kinds/quietHours.ts';
import { entryBound } from './kinds/size.ts';

const NOTHING = '/away 23-07 nothing';
const DELEGATE = '/away 23-07 delegate p2';
const GRANT = '/away 23-07 grant 200 2';

/** How many entries a night. A figure is never meant for anything else. */
const entries: ArgumentKind<number> = {
  ...countKind,
  name: 'how many entries a night',
  example: '2',
  parse(text, desk) {
    const read = countKind.parse(text, desk);
    return 'wrong' in read && /^[\d.,-]+$/.test(text) ? { ...read, meant: true } : read;
  },
};

const word = choice('nothing', ['nothing']);
const meaning: typeof word = {
  ...word,
  parse(text, desk) {
    const read = word.parse(text, desk);
    return 'value' in read ? read : { wrong: read.wrong, expected: 'Expected nothing, delegate Ben, or grant 200 2' };
  },
};

type Words = {
  readonly hours: QuietHours | 'off' | undefined;
  readonly nothing: 'nothing' | undefined;
  readonly delegate: Member | undefined;
  readonly grant: Fixed | undefined;
  readonly count: number | undefined;
};

const refusedSchema = z.object({ kind: z.literal('refused'), wrong: z.string(), expected: z.string(), example: z.string() });
type Refused = z.infer<typeof refusedSchema>;
const refused = (wrong: string, expected: string, example: string): Refused => ({ kind: 'refused', wrong, expected, example });

/** What the words ask for: to tell how things stand, to be there again, or to be away so; or why that cannot be. */
type Wish = Refused | { readonly kind: 'tell' | 'off' } | { readonly kind: 'away'; readonly policy: AwayPolicy };

function grantOf(hours: QuietHours, { grant: each, count }: Words, desk: Read): Wish {
  if (each === undefined) return refused(`${count} of what?`, 'Expected grant and an amount before how many', GRANT);
  if (count === undefined) return refused('How many entries?', 'Expected an amount each, and how many a night', GRANT);
  const { approval, exits } = desk.state().settings.values;
  const limit = approval.twoAbove === undefined ? undefined : fromNumber(approval.twoAbove);
  if (limit !== undefined && each > limit) {
    const money = (amount: Fixed): string => moneyText(amount, currencyOf(desk));
    return refused(`${money(each)} takes two people`, `One person's grant ends at ${money(limit)} each`, GRANT);
  }
  const total = each * BigInt(count);
  const loss = mul(total, fromNumber(exits.stop), 'up');
  const means = { kind: 'grant', each: decimal(each), count, total: decimal(total), loss: decimal(loss) } as const;
  return { kind: 'away', policy: { ...hours, means } };
}

function wishOf(words: Words, desk: Read, person: string): Wish {
  const { hours, nothing, delegate, grant, count } = words;
  const given = [nothing, delegate, grant].filter((one) => one !== undefined).length;
  if (given > 1) return refused('That is more than one meaning', 'Expected nothing, delegate or grant', NOTHING);
  if (hours === undefined)
    return given === 0 && count === undefined
      ? { kind: 'tell' }
      : refused('In which hours?', 'Expected two times of your day before it', NOTHING);
  if (hours === 'off') return { kind: 'off' };
  if (grant !== undefined || count !== undefined) return grantOf(hours, words, desk);
  if (delegate === undefined) return { kind: 'away', policy: { ...hours, means: { kind: 'nothing' } } };
  const unfit = unfitDelegate(delegate, { person, hours }, desk.state(), desk.now());
  if (unfit !== undefined) return refused(unfit.wrong, unfit.expected, DELEGATE);
  return { kind: 'away', policy: { ...hours, means: { kind: 'delegate', to: delegate.id } } };
}

/** How things stand for somebody who is away at times; undefined for whoever never is. */
function standingOf(person: string, desk: Read) {
  const state = desk.state();
  const now = desk.now();
  const policy = state.aways.get(person)?.policy;
  const hours = nextAway(state, person, now);
  if (policy === undefined || hours === undefined) return undefined;
  const left = leftBy(policy, person, state, now);
  return { policy: policyOf(policy, state.people), zone: zoneFor(state, person), ...hours, now, left };
}

/** What no answer means while one is away: in which hours of one's own day, and until it is taken back. */
export const away = defineCommand({
  name: 'away',
  aliases: [],
  about: 'in which hours you are away, and what no answer means then; off ends it',
  args: {
    hours: optional(awayHours),
    count: skippable(entries),
    nothing: optional(meaning),
    delegate: named(personKind),
    grant: named(entryBound),
  },
  role: 'approver',
  risk: (words) => (words.grant === undefined || words.hours === undefined || words.hours === 'off' ? 'none' : 'adds'),
  acts: true,
  confirm: (words, desk, who) => {
    const wish = wishOf(words, desk, who.id);
    if (wish.kind !== 'away' || wish.policy.means.kind !== 'grant') return undefined;
    const policy = policyOf(wish.policy, desk.state().people);
    const currency = currencyOf(desk);
    return {
      title: 'Enter without asking while away?',
      lines: [policyText(policy, currency), ...meansLines(policy, currency)],
      buttons: [{ label: 'Grant', line: '/yes' }],
    };
  },
  stepUp: (words, desk, who) => {
    const wish = wishOf(words, desk, who.id);
    return wish.kind === 'away' && wish.policy.means.kind === 'grant' ? FREED : undefined;
  },
  run: async (words, desk, who) => {
    const wish = wishOf(words, desk, who.id);
    if (wish.kind === 'refused') return wish;
    const before = standingOf(who.id, desk);
    if (wish.kind === 'off' && before !== undefined) await desk.register({ type: 'away' });
    if (wish.kind === 'away') await desk.register({ type: 'away', policy: wish.policy });
    const standing = standingOf(who.id, desk);
    if (standing === undefined) return { kind: 'there' as const, ended: before !== undefined };
    return { kind: 'away' as const, changed: wish.kind === 'away', ...standing };
  },
  result: z.discriminatedUnion('kind', [
    refusedSchema,
    /** `ended` by this command. */
    z.object({ kind: z.literal('there'), ended: z.boolean() }),
    /** The hours that they are away in now, or next; `left` are those whose delegate they are in these. */
    z.object({
      kind: z.literal('away'),
      changed: z.boolean(),
      policy: policySchema,
      zone: z.string(),
      from: at,
      until: at,
      now: at,
      left: z.array(z.string()),
    }),
  ]),
  show: (done, notation) => {
    switch (done.kind) {
      case 'refused':
        return refusal(done.wrong, done.expected, done.example);
      case 'there':
        return {
          title: done.ended ? 'You are away no more' : 'You are never away',
          lines: ['Asks come to you at any hour', NOTHING, DELEGATE, GRANT],
          buttons: [{ label: 'Nights', line: NOTHING }],
        };
      case 'away': {
        const { policy, zone, from, until, now, left } = done;
        const currency = currencyOf(notation);
        return {
          title: `Away ${policyText(policy, currency)}`,
          lines: [
            zone === 'UTC' ? 'In UTC; /tz sets your zone' : `By the clocks of ${zone}`,
            from <= now ? `You are away until ${whenText(until, now)}` : `From ${whenText(from, now)}`,
            'No sound then but what is critical',
            ...meansLines(policy, currency),
            ...left.map((name) => `Asks of ${name} come to nobody then`),
            'After it one card tells what was',
          ],
          buttons: [{ label: 'Off', line: '/away off' }],
        };
      }
    }
  },
});
