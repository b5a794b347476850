import type { ArgumentOutline, Command } from '../../core/desk/command.ts';
import type { Suggestion } from '../commandNames.ts';
import { quoted } from '../words.ts';
import { short } from './markup.ts';

/** What an option is made of. */
type SlashArgument = Omit<ArgumentOutline, 'example' | 'schema' | 'named' | 'offered'> &
  Partial<Pick<ArgumentOutline, 'named' | 'offered'>>;

/** What a command must be to be registered. */
export type SlashCommand = Pick<Command, 'name' | 'about'> & { readonly outline: readonly SlashArgument[] };

/** Discord's limits. */
const COMMANDS = 100;
const CHOICES = 25;
const CHOICE = 100;
const TEXT = 3;

/** An option's name: lower case, with a hyphen where a key has a capital. */
const optionName = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).slice(0, 32);

const needs = ({ optional, offered }: SlashArgument): boolean => !optional && offered !== true;

const isChoice = ({ words }: SlashArgument): boolean => words !== undefined && words.length > 0 && words.length <= CHOICES;

const optionOf = (argument: SlashArgument) => ({
  type: TEXT,
  name: optionName(argument.name),
  description: short(argument.rest ? `${argument.name}, such as ${argument.expected}` : argument.expected, CHOICE),
  // Left out, it is answered with what there is to choose from.
  required: needs(argument),
  ...(isChoice(argument)
    ? { choices: argument.words?.map((word) => ({ name: short(word, CHOICE), value: word })) }
    : { autocomplete: !argument.rest }),
});

/** The commands as a guild registers them, at most a hundred; what is needed stands before what may be left out. */
export const slashCommands = (commands: readonly SlashCommand[]) =>
  commands.slice(0, COMMANDS).map(({ name, about, outline }) => ({
    type: 1,
    name: name.toLowerCase(),
    description: short(about, CHOICE),
    options: [...outline.filter(needs), ...outline.filter((argument) => !needs(argument))].map(optionOf),
  }));

/** What was given for each option, by its name. */
export type SlashOptions = ReadonlyMap<string, string>;

/**
 * The line that a slash command stands for, its words in the order of the command's arguments. What may be left out is named behind
 * one that is, and before free text, so that nothing is taken for something else.
 */
export function lineOf(name: string, given: SlashOptions, commands: readonly SlashCommand[]): string {
  const outline = commands.find((command) => command.name.toLowerCase() === name)?.outline ?? [];
  const takesRest = outline.some(({ rest }) => rest);
  let gap = false;
  const words = outline.flatMap((argument) => {
    const text = given.get(optionName(argument.name));
    gap ||= text === undefined || argument.named === true || (takesRest && argument.optional && !argument.rest);
    return text === undefined ? [] : [quoted(gap ? `${argument.name}=${text.trim()}` : text)];
  });
  return [`/${name}`, ...words].join(' ');
}

/**
 * Choices for the option being typed. `suggest` gives whole lines for a line that is being typed; what stands before the last
 * word does not bear on it, so that a dash holds each place.
 */
export function choicesFor(
  name: string,
  focused: { readonly name: string; readonly text: string },
  commands: readonly SlashCommand[],
  suggest: (line: string) => readonly Suggestion[],
): readonly { readonly name: string; readonly value: string }[] {
  const outline = commands.find((command) => command.name.toLowerCase() === name)?.outline ?? [];
  const place = outline.findIndex((argument) => optionName(argument.name) === focused.name);
  if (place < 0) return [];
  const before = `/${name} ${'- '.repeat(place)}`;
  const typed = focused.text.trim();
  const known = /\s/.test(typed)
    ? []
    : suggest(before + typed)
        .filter(({ line }) => line.startsWith(before))
        .map(({ line, label }) => ({ name: short(label, CHOICE), value: line.slice(before.length).replace(/^"(.*)"$/, '$1') }));
  // What is typed stays on offer where nothing else is known, since only the command can say that it is wrong.
  const offered = known.length > 0 ? known : [{ name: typed, value: typed }];
  const fitting = offered.filter(
    ({ value }, i) => value !== '' && value.length <= CHOICE && offered.findIndex((one) => one.value === value) === i,
  );
  return fitting.slice(0, CHOICES);
}
