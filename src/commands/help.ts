import { z } from 'zod';
import { type ArgumentKind, optional } from '../core/desk/arguments.ts';
import { type Command, defineCommand } from '../core/desk/command.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { ROLES } from '../core/facts/roles.ts';
import { nearest } from '../core/reply/nearest.ts';
import type { Reply } from '../core/reply/reply.ts';
import { packed } from './cards/lines.ts';

/** Commands under the word that says what they are for. */
export type CommandGroup = { readonly name: string; readonly commands: readonly Command[] };

const cardSchema = z.object({
  name: z.string(),
  usage: z.string(),
  about: z.string(),
  example: z.string(),
  aliases: z.array(z.string()),
  role: z.enum(ROLES),
});

type Card = DeepReadonly<z.infer<typeof cardSchema>>;

const card = ({ usage, about, example, aliases, role }: Card): Reply => ({
  title: usage,
  lines: [
    about,
    `Example: ${example}`,
    ...(aliases.length === 0 ? [] : [`Also: ${aliases.map((alias) => `/${alias}`).join(', ')}`]),
    `For the role ${role} and up`,
  ],
});

/** What a prompt takes beside the commands. */
const AT_THE_PROMPT: readonly Card[] = [
  {
    name: 'quit',
    usage: '/quit',
    about: 'leaves; the next start goes on from here. At the terminal alone',
    example: '/quit',
    aliases: ['exit'],
    role: 'viewer',
  },
  {
    name: 'waiting',
    usage: '/waiting [drop <number>]',
    about: 'the lines that wait for their time, or takes one back. At the terminal alone',
    example: '/waiting drop 1',
    aliases: [],
    role: 'viewer',
  },
];

/** A command by its name or one of its other names, with or without the slash. */
function commandKind(commands: readonly Command[]): ArgumentKind<Card, string> {
  const byName = new Map<string, Card>(
    [...commands, ...AT_THE_PROMPT].flatMap((one) => [one.name, ...one.aliases].map((name) => [name, one])),
  );
  return {
    name: 'a command',
    example: 'close',
    schema: z.string(),
    json: ({ name }) => name,
    parse(text) {
      const typed = text.replace(/^\//, '').toLowerCase();
      const value = byName.get(typed);
      if (value !== undefined) return { value };
      const near = byName.get(nearest(typed, [...byName.keys()]) ?? '');
      return {
        wrong: `There is no /${typed}`,
        expected: near === undefined ? '/help lists the commands' : `Did you mean /help ${near.name}?`,
      };
    },
    complete: (prefix) => commands.map(({ name }) => name).filter((name) => name.startsWith(prefix.toLowerCase())),
  };
}

/** Made from the list of the other commands, so that it cannot miss one. */
export const helpFor = (groups: readonly CommandGroup[]): Command => {
  const commands = groups.flatMap((group) => group.commands);
  return defineCommand({
    name: 'help',
    aliases: ['h', '?', 'commands'],
    about: 'every command, or one with its usage and an example',
    args: { command: optional(commandKind(commands)) },
    role: 'viewer',
    risk: 'none',
    run: async ({ command: wanted }, _desk, { place }) => ({
      wanted,
      typed: place === undefined,
      groups: groups.map(({ name, commands: inside }) => ({ name, commands: inside.map((one) => one.name) })),
    }),
    result: z.object({
      wanted: cardSchema.optional(),
      /** Whether it was asked at the terminal. */
      typed: z.boolean(),
      groups: z.array(z.object({ name: z.string(), commands: z.array(z.string()) })),
    }),
    show: ({ wanted, typed, groups: all }): Reply =>
      wanted !== undefined
        ? card(wanted)
        : {
            title: `${all.reduce((sum, group) => sum + group.commands.length, 0)} commands`,
            lines: [
              ...all.flatMap(({ name, commands: inside }) => [
                name,
                ...packed(
                  inside.map((one) => `/${one}`),
                  { indent: '  ', between: ' ' },
                ),
              ]),
              'One in full: /help close',
              ...(typed ? ['A line can wait for market time: +2h /status; /waiting lists what waits', '/quit leaves'] : []),
            ],
            buttons: [
              { label: 'Status', line: '/status' },
              { label: 'Positions', line: '/positions' },
            ],
          },
  });
};
