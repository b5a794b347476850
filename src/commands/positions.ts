import { defineCommand } from '../core/desk/command.ts';
import { openPositions, openPositionsReply, openPositionsSchema } from './cards/openPositions.ts';

export const positions = defineCommand({
  name: 'positions',
  aliases: ['p', 'open'],
  about: 'every open position with its stop and result',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => openPositions(desk),
  result: openPositionsSchema,
  show: openPositionsReply,
});
