import { z } from 'zod';
import { minuteOfDay } from '../../core/facts/vocabulary.ts';
import type { AwayPolicy } from '../../core/state/away.ts';
import { type Ms, whenText } from '../../core/time.ts';
import { clock } from '../kinds/quietHours.ts';

/** In which hours somebody is away and what no answer means then, as data. */
export const policySchema = z.object({
  from: minuteOfDay,
  to: minuteOfDay,
  means: z.discriminatedUnion('kind', [z.object({ kind: z.literal('nothing') })]),
});
type Policy = z.infer<typeof policySchema>;

export const policyOf = ({ from, to, means }: AwayPolicy): Policy => ({ from, to, means });

/** `23:00 to 07:00: nothing`, by the clocks of their zone. */
export const policyText = ({ from, to, means }: Policy): string => `${clock(from)} to ${clock(to)}: ${means.kind}`;

/** The same where somebody is told of it in passing; `until` while they are away now. */
export const awayLine = (policy: Policy, until: Ms | undefined, now: Ms): string =>
  until === undefined ? `Away ${policyText(policy)}` : `Away until ${whenText(until, now)}: ${policy.means.kind}`;
