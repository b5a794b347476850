import { required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { leftOf, partChoices } from './cards/part.ts';
import { reduced, reducedReply, reducedSchema, reductionQuestion } from './cards/reduced.ts';
import { part as partKind } from './kinds/part.ts';
import { position as positionKind } from './kinds/position.ts';

export const reduce = defineCommand({
  name: 'reduce',
  aliases: ['scaleout'],
  about: 'takes a part of a position off at market: 50%, half, 0.5R or 200 USDT',
  args: { position: required(positionKind), part: required(partKind) },
  choices: { part: ({ position }, desk) => partChoices(position, desk) },
  role: 'trader',
  risk: 'reduces',
  confirm: ({ position, part }, desk) => reductionQuestion(position, part, desk),
  confirms: ({ position }, desk) => `${position.id} ${leftOf(position, desk)}`,
  run: ({ position, part }, desk) => reduced(position, part, desk),
  result: reducedSchema,
  show: (result, notation) => reducedReply('reduce', result, notation),
});
