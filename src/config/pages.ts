import { decimal } from '../core/money.ts';
import type { Config } from './config.ts';
import { defaultOf, rangeOf, valueAt } from './ranges.ts';
import { SECTIONS, VARIABLES } from './variables.ts';

/** The text of `.env.example`: every name, commented out, at its default or else an example. */
export function envExample(): string {
  const sections = SECTIONS.map(({ title, variables }) =>
    [
      `# ${title}`,
      ...variables.map((variable) => {
        const range = rangeOf(variable);
        const value = defaultOf(variable);
        return [
          `# ${variable.about}.`,
          `#   ${variable.unit.name}${range === '' ? '' : `: ${range}`}${value === '' ? `; such as ${variable.unit.example}` : ''}`,
          `#${variable.name}=${value}`,
        ].join('\n');
      }),
    ].join('\n\n'),
  );
  return [
    '# Copy this file to .env and uncomment what you change. Nothing here is needed to start.',
    '# Trading settings are initial values: once an account exists they are changed by command.',
    '# Written by `npm run docs` from the configuration schema.',
    '',
    sections.join('\n\n\n'),
    '',
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The text of docs/configuration.md. */
export function configurationPage(): string {
  const tables = SECTIONS.map(({ title, variables }) =>
    [
      `## ${title}`,
      '',
      '| Name | Default | Unit and range | What it is for |',
      '|---|---|---|---|',
      ...variables.map((variable) => {
        const value = defaultOf(variable);
        const range = rangeOf(variable);
        const unit = range === '' ? variable.unit.name : `${variable.unit.name}: ${range}`;
        return `| \`${variable.name}\` | ${value === '' ? '' : `\`${value}\``} | ${cell(unit)} | ${cell(variable.about)} |`;
      }),
    ].join('\n'),
  );
  return [
    '# Configuration',
    '',
    'Names of the environment, or of a file `.env` in the working directory, to which the environment comes first. All are',
    'optional. Trading settings are *initial* values of an account: afterwards they are changed by command and kept with it.',
    'A share is written `2%` or `0.02`, a duration `90s`, `5m` or `1h30m`. `npx countersign config` prints what is in',
    'force. This page is written by `npm run docs` from the configuration schema.',
    '',
    tables.join('\n\n'),
    '',
  ].join('\n');
}

/** The configuration in force, one `NAME=value` a line, secrets hidden. */
export function configurationLines(config: Config): readonly string[] {
  const record = { ...config, initialCapital: decimal(config.initialCapital) };
  return VARIABLES.map(({ name, path, unit, secret }) => {
    const value = valueAt(record, path);
    if (value === undefined) return `${name}=`;
    return `${name}=${secret === true ? '(hidden)' : unit.write(value)}`;
  });
}
