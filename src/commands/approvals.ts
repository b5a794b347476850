import { waiting } from '../core/approval/proposal.ts';
import { defineCommand } from '../core/command.ts';
import { moneyText, numberText, shortName } from '../core/figures.ts';
import { fixed, mul } from '../core/money.ts';
import { durationText } from '../core/time.ts';

export const approvals = defineCommand({
  name: 'approvals',
  aliases: ['proposals'],
  about: 'proposals that wait for an answer, and the newest that had one',
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
    };
  },
  show: ({ open, ended }, desk) => ({
    title: open.length === 0 ? 'Nothing waits for an answer' : `${open.length} waiting`,
    lines: [
      ...open.map(({ id, plan, answerBy }) => {
        const [leg] = plan.legs;
        const notional = leg === undefined ? 0n : mul(fixed(leg.quantity), fixed(leg.price), 'nearest');
        return `${id} ${leg === undefined ? '' : `${leg.side} ${shortName(leg.symbol)}`} ${moneyText(notional)} · score ${numberText(plan.score, 2, true)} · ${durationText(answerBy - desk.now())} left`;
      }),
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
