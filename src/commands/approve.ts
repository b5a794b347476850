import { isOwnToApprove, planNotional } from '../core/approval/quorum.ts';
import { optional, required, rest } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { moneyText } from '../core/reply/format.ts';
import { answered, answeredReply, answeredSchema } from './cards/answered.ts';
import { canBeTaken, flagLines, flagQuestion } from './cards/flagged.ts';
import { hasFigure, reasonText } from './cards/reason.ts';
import { orderAmount as amountKind } from './kinds/figures.ts';
import { proposal as proposalKind } from './kinds/proposal.ts';

export const approve = defineCommand({
  name: 'approve',
  aliases: ['yes-to'],
  about: 'countersigns a proposal; your own takes its amount typed again',
  args: { proposal: required(proposalKind), amount: optional(amountKind), why: rest('a reason', 'agreed') },
  role: 'approver',
  risk: 'adds',
  confirm({ proposal: asked, amount, why }, desk, who) {
    if (!canBeTaken(asked, desk)) return undefined;
    const currency = currencyOf(desk);
    const whole = `${moneyText(planNotional(asked.plan), currency)} ${currency}`;
    if (amount === undefined && isOwnToApprove(asked, who.id, desk.state()))
      return {
        title: `${asked.id} is your own`,
        lines: [
          ...flagLines(asked),
          ...(hasFigure(why) ? [reasonText(why)] : []),
          `It is for ${whole}`,
          'Type that amount again to approve it',
          `Such as /approve ${asked.id} 1000`,
        ],
        buttons: [
          { label: 'Type the amount', line: `/approve ${asked.id}`, asks: `The amount in ${currency}` },
          { label: 'No', line: '/no' },
        ],
      };
    const isUnclear = amount === undefined && hasFigure(why);
    const lines = isUnclear ? [reasonText(why), `An amount stands alone or is named: /approve ${asked.id} amount=500 ok`] : [];
    const title = isUnclear ? `Approve ${asked.id} for ${whole}?` : `${asked.id} is flagged. Approve it?`;
    return flagQuestion(asked, title, lines) ?? (isUnclear ? { title, lines } : undefined);
  },
  run: ({ proposal: asked, amount, why }, desk) =>
    answered(asked, { answer: 'approve', why, ...(amount === undefined ? {} : { amount }) }, desk),
  result: answeredSchema,
  show: answeredReply,
});
