import type { Command } from '../core/desk/command.ts';
import type { Looking } from '../core/desk/desk.ts';
import { nearest } from '../core/reply/nearest.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import { spoken } from './words.ts';

/** The word that a line ends with, without the quotes that keep it one. */
const lastOf = (line: string, before: string): string => line.slice(before.length).replace(/^"(.*)"$/, '$1');

/** What answers a question; none of them is a command. */
const ANSWERS = ['yes', 'no', 'code'];

/** A whole line that the line being typed can become, and how its last word is called where people choose. */
export type Suggestion = { readonly line: string; readonly label: string };

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
    /** The same with what there is to choose from first, by the words of its button where they are for whoever types. */
    suggest(line: string, desk: Looking, labels: boolean): readonly Suggestion[] {
      const [first = '', ...rest] = line.split(/\s+/);
      const command = byName.get(first.replace(/^\//, '').toLowerCase());
      const typed = (rest.at(-1) ?? '').toLowerCase();
      const before = line.slice(0, line.length - typed.length);
      const choices = (labels ? (command?.choices(rest, desk) ?? []) : []).filter(({ label }) =>
        label.toLowerCase().includes(typed),
      );
      const called = new Set(choices.flatMap(({ word, label }) => [word, ...label.split(' ')]));
      const others = this.complete(line, desk).map((whole) => ({ line: whole, label: lastOf(whole, before) }));
      return [
        ...choices.map(({ word, label }) => ({ line: `${before}${word}`, label })),
        ...others.filter(({ label }) => !called.has(label)),
      ];
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
