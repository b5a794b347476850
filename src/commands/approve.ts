import { planNotional } from '../core/approval/quorum.ts';
import { optional, required, rest } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { moneyText } from '../core/reply/format.ts';
import { answered, answeredReply, answeredSchema } from './cards/answered.ts';
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
  confirm: ({ proposal: asked, amount, why }, desk) =>
    amount !== undefined || !hasFigure(why)
      ? undefined
      : {
          title: `Approve ${asked.id} for ${moneyText(planNotional(asked.plan), currencyOf(desk))} ${currencyOf(desk)}?`,
          lines: [reasonText(why), `An amount stands alone or is named: /approve ${asked.id} amount=500 ok`],
        },
  run: ({ proposal: asked, amount, why }, desk) =>
    answered(asked, { answer: 'approve', why, ...(amount === undefined ? {} : { amount }) }, desk),
  result: answeredSchema,
  show: answeredReply,
});
