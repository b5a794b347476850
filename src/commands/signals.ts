import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { numberText, shortName } from '../core/reply/format.ts';
import { opportunitySchema } from './cards/opportunity.ts';

export const signals = defineCommand({
  name: 'signals',
  aliases: ['opportunities'],
  about: 'the best opportunities of the last scan',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => desk.ranked(),
  result: z.array(opportunitySchema),
  show: (ranked) => ({
    title: ranked.length === 0 ? 'Nothing has been ranked yet' : `Best ${ranked.length}`,
    lines: ranked.map(
      (one, i) =>
        `${i + 1}. ${shortName(one.symbol)} ${numberText(one.score, 2, true)} · confidence ${numberText(one.confidence, 2)} · ${one.blocked === undefined ? '✓ all gates' : `stopped by ${one.blocked}`}`,
    ),
    buttons: ranked.slice(0, 3).map((one) => ({ label: `Why ${shortName(one.symbol)}`, line: `/why ${shortName(one.symbol)}` })),
  }),
});
