import { rangeOf } from './ranges.ts';
import type { Variable } from './variables.ts';

/** One wrong field, in words; the value of a secret is never among them. */
export type Problem = {
  readonly name: string;
  readonly value: string;
  /** Unit and range. */
  readonly expected: string;
  readonly example?: string;
};

const line = ({ name, value, expected, example }: Problem): string =>
  [
    `  ${name}${value === '' ? '' : ` = ${value}`}`,
    `expected ${expected}`,
    ...(example === undefined ? [] : [`such as ${example}`]),
  ].join('; ');

/** The caller must correct the input: the message lists every wrong field, one a line. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super([problems.length === 1 ? 'one wrong value:' : `${problems.length} wrong values:`, ...problems.map(line)].join('\n'));
    this.problems = problems;
  }
}

/** What is wrong with a variable's text. */
export function problemOf(variable: Variable, text: string): Problem {
  const range = rangeOf(variable);
  return {
    name: variable.name,
    value: variable.secret === true ? '(hidden)' : JSON.stringify(text),
    expected: range === '' ? variable.unit.name : `${variable.unit.name}: ${range}`,
    example: `${variable.name}=${variable.unit.example}`,
  };
}
