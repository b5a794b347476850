import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';

export const version = defineCommand({
  name: 'version',
  aliases: ['v'],
  about: 'what runs here',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => ({ version: desk.version, account: desk.account, settings: desk.state().settings.version }),
  result: z.object({
    version: z.string(),
    account: z.object({ market: z.string(), mode: z.string(), name: z.string() }),
    settings: z.number().int(),
  }),
  show: (at) => ({
    title: `Countersign ${at.version}`,
    lines: [`${at.account.mode} on ${at.account.market}, account ${at.account.name}`, `Settings version ${at.settings}`],
  }),
});
