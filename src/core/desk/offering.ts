import type { Button, Reply } from '../reply/reply.ts';
import type { Choice, Choices } from './arguments.ts';

/** More are named by typing: four rows of two on a phone. */
export const MOST_CHOICES = 8;

/** A word as it stands in a line. */
const inLine = (word: string): string => (/\s/.test(word) ? `"${word}"` : word);

/** The button of a choice; `line` is the one that lacks it. */
const buttonOf = (choice: Choice, line: string): Button => ({
  label: choice.label,
  line: choice.line ?? `${line} ${inLine(choice.word)}`,
});

/** A line that lacks a word, answered with what there is to choose from. */
export function offering(line: string, { asks, lines = [], all, none }: Choices, example: string): Reply {
  if (all.length === 0) return { title: none, lines: [...lines, `Example: ${example}`], outcome: 'refused' };
  const more = all.length - MOST_CHOICES;
  return {
    title: asks,
    lines: [...lines, ...(more > 0 ? [`${more} more can be typed, such as ${line} ${all.at(-1)?.word ?? ''}`] : [])],
    buttons: all.slice(0, MOST_CHOICES).map((choice) => buttonOf(choice, line)),
  };
}

/** The line of these words. */
export const lineOf = (name: string, words: readonly string[]): string => [`/${name}`, ...words.map(inLine)].join(' ');
