import { z } from 'zod';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import type { Plan } from '../../core/facts/plan.ts';
import { REASONS, type ReasonName } from '../../core/facts/reasons.ts';
import { shortName } from '../../core/reply/format.ts';
import type { Button, Reply } from '../../core/reply/reply.ts';
import { proposalTopic } from '../../core/reply/topics.ts';
import { ENOUGH_REASONS } from '../../core/state/reasons.ts';
import { ruleButtons } from './rule.ts';

/** How many equal reasons count by now, and the rule that was proposed of them. */
export const becauseSchema = z.object({ reason: z.enum(REASONS), count: z.number().int(), rule: z.string().optional() });
type Because = DeepReadonly<z.infer<typeof becauseSchema>>;

const reasonButton = (id: string, reason: ReasonName): Button => ({
  label: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`,
  line: `/reject ${id} ${reason}`,
});

function countedLine({ reason, count, rule }: Because): string {
  if (rule !== undefined) return `The ${count}th “${reason}”: a rule, ${rule}?`;
  return count < ENOUGH_REASONS
    ? `“${reason}” ${count} of ${ENOUGH_REASONS} for a rule`
    : `“${reason}” ${count} times in 90 days`;
}

/** A rejection in its words, whose idea `rests` from now on; where no reason was among them, one tap gives it. */
export function rejectedReply(
  { id, by, plan }: { readonly id: string; readonly by: string; readonly plan: Plan },
  why: string,
  because: Because | undefined,
  rests: boolean,
): Reply {
  const [leg] = plan.legs;
  const closed = leg === undefined ? 'It' : `${shortName(leg.symbol)} ${leg.side === 'buy' ? 'long' : 'short'}`;
  const buttons =
    because === undefined
      ? REASONS.map((reason) => reasonButton(id, reason))
      : because.rule === undefined
        ? []
        : ruleButtons(because.rule);
  return {
    title: `✗ ${id} rejected by ${by}`,
    lines: [
      ...(why === '' ? [] : [why]),
      ...(rests ? [`${closed} is not asked for again for 4 h`] : []),
      ...(because === undefined || because.count === 0 ? [] : [countedLine(because)]),
    ],
    topic: proposalTopic(id),
    ...(buttons.length === 0 ? {} : { buttons }),
  };
}
