import { defineCommand } from '../core/desk/command.ts';

export const version = defineCommand({
  name: 'version',
  aliases: ['v'],
  about: 'what runs here',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => ({ version: desk.version, account: desk.account, settings: desk.state().settings.version }),
  show: (at) => ({
    title: `Countersign ${at.version}`,
    lines: [`${at.account.mode} on ${at.account.market}, account ${at.account.name}`, `Settings version ${at.settings}`],
  }),
});
