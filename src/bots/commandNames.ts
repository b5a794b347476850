import type { Command } from '../core/desk/command.ts';
import type { Looking } from '../core/desk/desk.ts';
import { nearest } from '../core/reply/nearest.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import { spoken } from './words.ts';

/** What answers a question; none of them is a command. */
const ANSWERS = ['yes', 'no', 'code'];

/** The words by which people call commands: names and aliases, in any case. */
export function commandNames(commands: readonly Command[]) {
  const byName = new Map(
    commands.flatMap((command) => [command.name, ...command.aliases].map((name) => [name.toLowerCase(), command])),
  );
  const names = commands.map(({ name }) => name);
  /** The command that a line names; undefined where it names none. */
  const commandIn = (line: string): Command | undefined => byName.get(spoken(line).typed.toLowerCase());
  return {
    commandIn,
    /** Whether a line neither names a command nor answers a question. */
    isUnknown: (line: string): boolean => commandIn(line) === undefined && !ANSWERS.includes(spoken(line).typed.toLowerCase()),
    /** The refusal of a word that is no command, with the nearest that is one. */
    unknown(typed: string): Reply {
      const meant = nearest(typed, [...byName.keys()]);
      const name = meant === undefined ? 'help' : (byName.get(meant)?.name ?? 'help');
      const expected = meant === undefined ? '/help lists the commands' : `Did you mean /${name}?`;
      return {
        ...refusal(`There is no /${typed}`, expected, `/${name}`),
        buttons: [{ label: `/${name}`, line: `/${name}` }],
      };
    },
    /** Whole lines that the line being typed can become. */
    complete(line: string, desk: Looking): readonly string[] {
      const words = line.split(/\s+/);
      const [first = '', ...rest] = words;
      const slash = first.startsWith('/') ? '/' : '';
      const typed = first.slice(slash.length).toLowerCase();
      if (rest.length === 0) return names.filter((name) => name.startsWith(typed)).map((name) => `${slash}${name} `);
      const command = byName.get(typed);
      const before = line.slice(0, line.length - (words.at(-1) ?? '').length);
      return (command?.complete(rest, desk) ?? []).map((word) => `${before}${/\s/.test(word) ? `"${word}"` : word}`);
    },
  };
}
