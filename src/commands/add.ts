import { z } from 'zod';
import { optional, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { planAdd } from '../core/execution/addPlan.ts';
import { beyondAccount } from './cards/slip.ts';
import { submitted, submittedReply, submittedSchema } from './cards/submitted.ts';
import { orderAmount as amountKind } from './kinds/figures.ts';
import { position as positionKind } from './kinds/position.ts';

/** Scaling in: the entry is averaged and the stop is for the whole position; the same rules clear it. */
export const add = defineCommand({
  name: 'add',
  aliases: ['scalein'],
  about: 'adds to a position, an amount or a size like an entry of its own',
  args: { position: required(positionKind), amount: optional(amountKind) },
  role: 'trader',
  risk: 'adds',
  run: async ({ position, amount }, desk, who) => {
    const slip = amount === undefined ? undefined : beyondAccount(amount, desk);
    if (slip !== undefined) return { id: position.id, ...submitted(slip, desk) };
    const decision = desk.requestId(`add ${position.id} ${position.fees} ${who.id}`);
    const planned = planAdd({
      decision,
      position,
      measures: desk.study.measures(position.symbol),
      view: desk.risk(),
      ...(amount === undefined ? {} : { amount }),
    });
    const outcome = 'why' in planned ? { kind: 'refused' as const, why: planned.why } : await desk.submit(planned.plan);
    return { id: position.id, ...submitted(outcome, desk) };
  },
  result: submittedSchema.extend({ id: z.number().int() }),
  show: (result, notation) => submittedReply(`/add ${result.id}`, result, notation),
});
