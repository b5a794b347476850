import { z } from 'zod';
import { type ArgumentKind, optional } from '../core/desk/arguments.ts';
import { type Command, defineCommand } from '../core/desk/command.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { ROLES } from '../core/facts/roles.ts';
import { nearest } from '../core/reply/nearest.ts';
import type { Reply } from '../core/reply/reply.ts';

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

const brief = z.object({ name: z.string(), about: z.string() });

/** The ten that are used most, with a word each. */
const OFTEN: readonly z.infer<typeof brief>[] = [
  { name: 'status', about: 'the whole desk at a glance' },
  { name: 'positions', about: 'what is open' },
  { name: 'approvals', about: 'what waits for you' },
  { name: 'close', about: 'takes a position off' },
  { name: 'stop', about: 'moves a stop' },
  { name: 'buy', about: 'an entry by hand' },
  { name: 'why', about: 'the numbers behind a symbol' },
  { name: 'profit', about: 'what a time has brought' },
  { name: 'pause', about: 'no new entries' },
  { name: 'panic', about: 'pauses at once; now closes all' },
];

/** The commands of one topic by its word, such as `act`. */
const topicSchema = z.object({ name: z.string(), commands: z.array(brief) });

/** Made from the list of the other commands, so that it cannot miss one. */
export const helpFor = (groups: readonly CommandGroup[]): Command => {
  const commands = groups.flatMap((group) => group.commands);
  const one = commandKind(commands);
  const topicIn = (text: string): CommandGroup | undefined =>
    groups.find(({ name }) => name.toLowerCase() === text.replace(/^\//, '').toLowerCase());
  const wantedKind: ArgumentKind<Card | CommandGroup, string> = {
    ...one,
    name: 'a command or a topic',
    json: ({ name }) => name,
    parse(text, desk) {
      const topic = topicIn(text);
      return topic === undefined ? one.parse(text, desk) : { value: topic };
    },
    complete: (prefix, desk) => [
      ...groups.map(({ name }) => name.toLowerCase()).filter((name) => name.startsWith(prefix.toLowerCase())),
      ...one.complete(prefix, desk),
    ],
  };
  return defineCommand({
    name: 'help',
    aliases: ['h', '?', 'commands'],
    about: 'the commands used most and the topics; one in full with an example',
    args: { command: optional(wantedKind) },
    role: 'viewer',
    risk: 'none',
    run: async ({ command: wanted }, desk, { place }) => ({
      wanted:
        wanted !== undefined && 'usage' in wanted
          ? // With what is there now: it can be typed as it stands.
            { ...wanted, example: commands.find(({ name }) => name === wanted.name)?.exampleOn(desk) ?? wanted.example }
          : undefined,
      topic:
        wanted !== undefined && 'commands' in wanted
          ? { name: wanted.name, commands: wanted.commands.map(({ name, about }) => ({ name, about })) }
          : undefined,
      typed: place === undefined,
      all: commands.length,
      topics: groups.map(({ name, commands: inside }) => ({ name, commands: inside.map((each) => each.name) })),
    }),
    result: z.object({
      wanted: cardSchema.optional(),
      topic: topicSchema.optional(),
      /** Whether it was asked at the terminal. */
      typed: z.boolean(),
      /** How many commands there are. */
      all: z.number().int(),
      topics: z.array(z.object({ name: z.string(), commands: z.array(z.string()) })),
    }),
    show: ({ wanted, topic, typed, all, topics }): Reply => {
      if (wanted !== undefined) return card(wanted);
      if (topic !== undefined) return { title: topic.name, lines: topic.commands.map(({ name, about }) => `/${name}: ${about}`) };
      return {
        title: `${all} commands; the ten used most`,
        lines: [
          ...OFTEN.map(({ name, about }) => `/${name} ${about}`),
          'By topic:',
          ...topics.map(({ name, commands: inside }) => `/help ${name.toLowerCase()}: ${inside.slice(0, 3).join(', ')} …`),
          'One in full: /help close',
          ...(typed ? ['A line can wait for market time: +2h /status; /waiting lists what waits', '/quit leaves'] : []),
        ],
        buttons: [
          { label: 'Status', line: '/status' },
          { label: 'Positions', line: '/positions' },
        ],
      };
    },
  });
};
