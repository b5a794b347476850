import { type Command, defineCommand, optional } from '../core/command.ts';
import type { Reply } from '../core/reply.ts';
import { choice } from './kinds/choice.ts';

/** Made from the list of the other commands, so that it cannot miss one. */
export const helpFor = (commands: readonly Command[]): Command =>
  defineCommand({
    name: 'help',
    aliases: ['h', '?', 'commands'],
    about: 'every command, or one with its usage and an example',
    args: {
      command: optional(
        choice(
          'a command',
          commands.flatMap(({ name, aliases }) => [name, ...aliases]),
        ),
      ),
    },
    role: 'viewer',
    risk: 'none',
    run: async ({ command: wanted }) =>
      commands.filter(({ name, aliases }) => wanted === undefined || name === wanted || aliases.includes(wanted)),
    show: (found): Reply => {
      const [one] = found;
      if (found.length === 1 && one !== undefined) {
        return {
          title: one.usage,
          lines: [
            one.about,
            `Example: ${one.example}`,
            ...(one.aliases.length === 0 ? [] : [`Also: ${one.aliases.map((alias) => `/${alias}`).join(', ')}`]),
            `Needs the role ${one.role}`,
          ],
        };
      }
      return {
        title: `${found.length} commands`,
        lines: [
          ...found.map(({ usage, about }) => `${usage} · ${about}`),
          'A word at the start of a line can wait for market time: +2h /status',
        ],
      };
    },
  });
