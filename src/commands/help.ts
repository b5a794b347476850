import { type Command, defineCommand, optional } from '../core/command.ts';
import type { Reply } from '../core/reply.ts';
import { packed } from './cards/lines.ts';
import { choice } from './kinds/choice.ts';

/** Commands under the word that says what they are for. */
export type CommandGroup = { readonly name: string; readonly commands: readonly Command[] };

const card = (one: Command): Reply => ({
  title: one.usage,
  lines: [
    one.about,
    `Example: ${one.example}`,
    ...(one.aliases.length === 0 ? [] : [`Also: ${one.aliases.map((alias) => `/${alias}`).join(', ')}`]),
    `For the role ${one.role} and up`,
  ],
});

/** Made from the list of the other commands, so that it cannot miss one. */
export const helpFor = (groups: readonly CommandGroup[]): Command => {
  const commands = groups.flatMap((group) => group.commands);
  return defineCommand({
    name: 'help',
    aliases: ['h', '?', 'commands'],
    about: 'every command, or one with its usage and an example',
    args: {
      command: optional({
        ...choice('a command', [...commands.flatMap(({ name, aliases }) => [name, ...aliases]), 'help']),
        parse: (text, desk) =>
          choice('a command', [...commands.flatMap(({ name, aliases }) => [name, ...aliases]), 'help']).parse(
            text.replace(/^\//, ''),
            desk,
          ),
      }),
    },
    role: 'viewer',
    risk: 'none',
    run: async ({ command: wanted }) => ({
      wanted: commands.find(({ name, aliases }) => wanted !== undefined && (name === wanted || aliases.includes(wanted))),
      groups: groups.map(({ name, commands: inside }) => ({ name, commands: inside.map((one) => one.name) })),
    }),
    show: ({ wanted, groups: all }): Reply =>
      wanted !== undefined
        ? card(wanted)
        : {
            title: `${commands.length} commands`,
            lines: [
              ...all.flatMap(({ name, commands: inside }) => [
                name,
                ...packed(
                  inside.map((one) => `/${one}`),
                  { indent: '  ', between: ' ' },
                ),
              ]),
              'One in full: /help close',
              'A line can wait for market time: +2h /status',
            ],
            buttons: [
              { label: 'Status', line: '/status' },
              { label: 'Positions', line: '/positions' },
            ],
          },
  });
};
