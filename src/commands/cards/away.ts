import { z } from 'zod';
import { exact } from '../../core/desk/wire.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { minuteOfDay } from '../../core/facts/vocabulary.ts';
import { fixed } from '../../core/money.ts';
import { moneyText } from '../../core/reply/format.ts';
import type { AwayPolicy } from '../../core/state/away.ts';
import { type Member, nameOf } from '../../core/state/people.ts';
import { type Ms, whenText } from '../../core/time.ts';
import { clock } from '../kinds/quietHours.ts';

/** In which hours somebody is away and what no answer means then, as data. */
export const policySchema = z.object({
  from: minuteOfDay,
  to: minuteOfDay,
  means: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('nothing') }),
    /** By name. */
    z.object({ kind: z.literal('delegate'), to: z.string() }),
    z.object({ kind: z.literal('grant'), each: exact, count: z.number().int(), total: exact, loss: exact }),
  ]),
});
type Policy = DeepReadonly<z.infer<typeof policySchema>>;

function meansOf({ means }: AwayPolicy, people: ReadonlyMap<string, Member>): Policy['means'] {
  switch (means.kind) {
    case 'nothing':
      return means;
    case 'delegate':
      return { kind: 'delegate', to: nameOf(people, means.to) };
    case 'grant':
      return { ...means, each: fixed(means.each), total: fixed(means.total), loss: fixed(means.loss) };
  }
}

export const policyOf = (policy: AwayPolicy, people: ReadonlyMap<string, Member>): Policy => ({
  from: policy.from,
  to: policy.to,
  means: meansOf(policy, people),
});

function meansText({ means }: Policy, currency: string): string {
  switch (means.kind) {
    case 'nothing':
      return 'nothing';
    case 'delegate':
      return `delegate ${means.to}`;
    case 'grant':
      return `grant ${moneyText(means.each, currency)} × ${means.count}`;
  }
}

const hoursText = ({ from, to }: Policy): string => `${clock(from)} to ${clock(to)}`;

/** `23:00 to 07:00: nothing`, by the clocks of their zone. */
export const policyText = (policy: Policy, currency: string): string => `${hoursText(policy)}: ${meansText(policy, currency)}`;

/** The same where somebody is told of it in passing; `until` while they are away now. */
export const awayLine = (
  policy: Policy,
  { until, now, currency }: { readonly until: Ms | undefined; readonly now: Ms; readonly currency: string },
): string =>
  until === undefined
    ? `Away ${policyText(policy, currency)}`
    : `Away until ${whenText(until, now)}: ${meansText(policy, currency)}`;

/** What no answer comes to in those hours. */
export function meansLines({ means }: Policy, currency: string): readonly string[] {
  switch (means.kind) {
    case 'nothing':
      return ['What nobody is there for is let go'];
    case 'delegate':
      return [`Asks come to ${means.to} in private`, `${means.to} answers as ${means.to}, with their own rights`];
    case 'grant':
      return [
        `${means.count} ${means.count === 1 ? 'entry' : 'entries'} up to ${moneyText(means.each, currency)} each`,
        `${moneyText(means.total, currency)} in all, ends at ${moneyText(means.loss, currency)} lost`,
        'All else nobody is there for is let go',
        'Ended for the night by a restart, a halt',
        'or a change of the settings',
      ];
  }
}
