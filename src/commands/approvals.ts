import { standing } from '../core/approval/covering.ts';
import { planNotional, quorumText } from '../core/approval/quorum.ts';
import { defineCommand } from '../core/desk/command.ts';
import { moneyText, numberText, shortName } from '../core/reply/format.ts';
import { waiting } from '../core/state/proposals.ts';
import { durationText } from '../core/time.ts';
import { grantLines } from './cards/grant.ts';

export const approvals = defineCommand({
  name: 'approvals',
  aliases: ['proposals'],
  about: 'proposals that wait, grants that stand, and the newest answers',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => {
    const all = [...desk.state().proposals.values()];
    return {
      open: waiting(desk.state().proposals, desk.now()),
      ended: all
        .filter((one) => one.status !== 'waiting')
        .slice(-5)
        .toReversed(),
      grants: standing(desk.state(), desk.now()),
    };
  },
  show: ({ open, ended, grants }, desk) => ({
    title: open.length === 0 ? 'Nothing waits for an answer' : `${open.length} waiting`,
    lines: [
      ...open.flatMap((proposal) => {
        const { id, plan, answerBy } = proposal;
        const [leg] = plan.legs;
        const people = quorumText(proposal, desk.state(), desk.now());
        return [
          `${id} ${leg === undefined ? '' : `${leg.side} ${shortName(leg.symbol)}`} ${moneyText(planNotional(plan))} · score ${numberText(plan.score, 2, true)} · ${durationText(answerBy - desk.now())} left`,
          ...(people === undefined ? [] : [`  ${people}`]),
        ];
      }),
      ...grants.flatMap((grant) => grantLines(grant, desk)),
      ...ended.map(
        (one) =>
          `${one.id} ${shortName(one.plan.legs[0]?.symbol ?? '')}: ${one.status} by ${one.who}${one.why === '' ? '' : ` (${one.why})`}`,
      ),
    ],
    buttons: open.slice(0, 2).flatMap(({ id }) => [
      { label: `✓ ${id}`, line: `/approve ${id}` },
      { label: `✗ ${id}`, line: `/reject ${id}` },
    ]),
  }),
});
