import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { choicesFor, lineOf, slashCommands } from '../../../src/bots/discord/slash.ts';
import { wordsOf } from '../../../src/bots/words.ts';
import { COMMANDS } from '../../../src/commands/list.ts';
import { optional, required } from '../../../src/core/desk/arguments.ts';
import { defineCommand } from '../../../src/core/desk/command.ts';
import { commandsRule } from '../../chats/discordRules.ts';

const word = { name: 'a word', example: 'red', schema: z.string(), parse: (value: string) => ({ value }), complete: () => [] };

/** Takes what is needed after what may be left out, and names an argument with a capital. */
const odd = defineCommand({
  name: 'odd',
  aliases: [],
  about: 'Takes anything',
  args: { maybe: optional(word), maxLeverage: required(word) },
  role: 'viewer',
  risk: 'none',
  run: () => Promise.resolve({}),
  result: z.object({}),
  show: () => ({ title: 'Odd', lines: [] }),
});

test('every command of the desk can be registered', () => {
  const registered = commandsRule.parse(slashCommands(COMMANDS));
  expect(registered.map(({ name }) => name)).toEqual(COMMANDS.map(({ name }) => name));
});

test('few words are choices, others are completed, free text is neither', () => {
  const options = slashCommands(COMMANDS).flatMap(({ name, options: all }) => all.map((one) => ({ command: name, ...one })));
  const of = (command: string, name: string) => options.find((one) => one.command === command && one.name === name);
  expect(of('panic', 'how')).toMatchObject({ choices: [{ name: 'now' }, { name: 'drill' }] });
  expect(of('close', 'position')).toMatchObject({ required: false, autocomplete: true });
  expect(options.filter((one) => 'choices' in one && 'autocomplete' in one)).toEqual([]);
});

test('what is needed stands first, and the line has the order of the command', () => {
  expect(slashCommands([odd])[0]?.options.map(({ name, required: needed }) => [name, needed])).toEqual([
    ['max-leverage', true],
    ['maybe', false],
  ]);
  const given = new Map([
    ['max-leverage', '3'],
    ['maybe', 'red'],
  ]);
  expect(lineOf('odd', given, [odd])).toBe('/odd red 3');
});

test('a value is one word of the line, whatever is in it', () => {
  const value = fc
    .array(fc.constantFrom('a', "'", '"', ' ', '7', '/'), { maxLength: 12 })
    .map((parts) => parts.join(''))
    .filter((text) => !(text.includes("'") && text.includes('"')));
  fc.assert(
    fc.property(value, (text) => {
      const line = lineOf('odd', new Map([['max-leverage', text]]), [odd]);
      expect(wordsOf(line)).toEqual(['/odd', `maxLeverage=${text.replace(/\s+/g, ' ').trim()}`]);
    }),
  );
  expect(wordsOf(lineOf('odd', new Map([['max-leverage', `a "b" 'c'`]]), [odd]))).toEqual(['/odd', "maxLeverage=a 'b' 'c'"]);
});

test('what is left out moves no other option into its place', () => {
  const line = (...given: readonly (readonly [string, string])[]) => lineOf('approve', new Map(given), COMMANDS);
  expect(line(['proposal', 'A1'], ['why', '20 min late'])).toBe('/approve A1 "why=20 min late"');
  expect(line(['proposal', 'A1'], ['amount', '500'], ['why', 'ok'])).toBe('/approve A1 amount=500 why=ok');
  expect(
    lineOf(
      'reduce',
      new Map([
        ['position', '7'],
        ['part', '50%'],
      ]),
      COMMANDS,
    ),
  ).toBe('/reduce 7 50%');
});

test('a word is completed in its own place, whatever stands before it', () => {
  const asked: string[] = [];
  const suggest = (line: string) => {
    asked.push(line);
    return [`${line}ed`, '/other', `${line}"more words"`].map((whole) => ({ line: whole, label: `to ${whole.slice(-3)}` }));
  };
  const choices = choicesFor('odd', { name: 'max-leverage', text: 'r' }, [odd], suggest);
  expect(asked).toEqual(['/odd - r']);
  expect(choices).toEqual([
    { name: 'to red', value: 'red' },
    { name: 'to ds"', value: 'r"more words"' },
  ]);
  expect(choicesFor('odd', { name: 'unknown', text: 'r' }, [odd], suggest)).toEqual([]);
});
