import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { expectedBy } from '../core/facts/expected.ts';
import { messageOf } from '../core/facts/messageOf.ts';
import type { Settings } from '../core/facts/settings.ts';
import { doubtIn } from '../core/facts/settingUnits.ts';
import { fixed } from '../core/money.ts';
import { unsound } from '../core/risk/soundSettings.ts';
import { strayNames } from './names.ts';
import { ConfigError, type Problem, problemOf } from './problems.ts';
import { configSchema, type Environment } from './schema.ts';
import { pathOf, VARIABLES, type Variable } from './variables.ts';

export type Config = Omit<z.infer<typeof configSchema>, 'initialCapital'> & {
  /** Quote currency of a new paper account. */
  readonly initialCapital: bigint;
  /** Paths of the settings that stand in the environment or in `.env`; the others are at their defaults. */
  readonly given: readonly string[];
  /** Bare numbers that a replay of the past has read as fractions, in words: `STOP=0.9 as 90%`. */
  readonly fractions: readonly string[];
  /** Values that may never be printed, for the masks of logs and replies. */
  readonly secrets: readonly string[];
  /** Where second heads are kept, absolute: the file of HEAD_FILE, else a file an account in the folder. */
  readonly secondHeads: { readonly file: string | undefined; readonly folder: string };
  /** Whether `.env` holds a secret that others on this machine can read. */
  readonly envExposed: boolean;
};

/** A file's text goes through no shell. */
const pathOfText = (text: string): string => resolve(text.replace(/^~(?=\/|$)/, homedir()));

/** What a program keeps for its user between two runs, by the rules of freedesktop.org. */
const stateFolder = ({ XDG_STATE_HOME: named = '' }: Environment): string =>
  join(isAbsolute(named) ? named : join(homedir(), '.local', 'state'), 'countersign');

/** Puts a value into nested records, making those on the way. */
function put(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = '', ...deeper] = path;
  if (deeper.length === 0) into[key] = value;
  else {
    const inner: Record<string, unknown> = {};
    Object.assign(inner, into[key]);
    put(inner, deeper, value);
    into[key] = inner;
  }
}

/** A database password is a secret by itself too: drivers print it without the rest of the URL. */
function passwordsOf(databaseUrl: string | undefined): readonly string[] {
  const password = /^\w+:\/\/[^:/@]*:([^@/]+)@/.exec(databaseUrl ?? '')?.[1];
  if (password === undefined) return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

/**
 * `exposed`: others on this machine can read the file. `past`: only what was recorded is played, where a trial may go beyond what a
 * desk that trades now may be set to.
 */
type Reading = { readonly past?: boolean; readonly exposed?: boolean };

/** The settings that may ruin an account by a slip, under the names they have here. */
const ruinous = (settings: Settings, texts: ReadonlyMap<string, string>): readonly Problem[] =>
  unsound(settings).map(({ path, wrong, expected }) => {
    const name = VARIABLES.find((variable) => pathOf(variable) === path)?.name ?? path;
    return { name, value: texts.get(name) ?? '', expected: `${expected} (${wrong})` };
  });

/** Whether a variable may be so, the others at their defaults. */
function passes(variable: Variable, text: string, past: boolean): boolean {
  const alone: Record<string, unknown> = {};
  put(alone, variable.path, variable.unit.read(text));
  const read = configSchema.safeParse(alone);
  return read.success && (past || unsound(read.data.settings).every(({ path }) => path !== pathOf(variable)));
}

/**
 * Reads the configuration from names and texts; `file` is what stands in `.env` and yields to the environment, an empty text
 * counts as absent. Throws ConfigError with every wrong field at once.
 */
export function readConfig(
  environment: Environment,
  file: Environment = {},
  { past = false, exposed = false }: Reading = {},
): Config {
  const problems: Problem[] = [...strayNames(environment, file)];
  const values: Record<string, unknown> = {};
  const texts = new Map<string, string>();
  const fractions: string[] = [];
  for (const variable of VARIABLES) {
    const text = (environment[variable.name] ?? file[variable.name] ?? '').trim();
    if (text === '') continue;
    texts.set(variable.name, text);
    const doubt = doubtIn(pathOf(variable), text);
    // Figures for a program stand as fractions in files and scripts; of the past nothing is at stake, and it is told.
    if (past && doubt?.asFraction !== undefined) fractions.push(`${variable.name}=${text} as ${doubt.asFraction}`);
    else if (doubt !== undefined) {
      const passing = doubt.spellings.filter((spelling) => passes(variable, spelling, past));
      problems.push(
        passing.length === 0
          ? problemOf(variable, text)
          : { name: variable.name, value: text, expected: `${passing.join(' or ')} (${doubt.asked})` },
      );
      continue;
    }
    const value = variable.unit.read(text);
    if (value === undefined) problems.push(problemOf(variable, text));
    else put(values, variable.path, value);
  }
  const read = configSchema.safeParse(values);
  for (const issue of read.error?.issues ?? []) {
    const variable = VARIABLES.find(({ path }) => path.every((key, i) => key === issue.path[i]));
    // A list with three wrong items is one wrong field.
    if (variable === undefined)
      problems.push({ name: issue.path.join('.'), value: '', expected: expectedBy(issue).replace(/^expected /, '') });
    else if (!problems.some(({ name }) => name === variable.name))
      problems.push(problemOf(variable, texts.get(variable.name) ?? ''));
  }
  if (read.success && !past) problems.push(...ruinous(read.data.settings, texts));
  if (!read.success || problems.length > 0) throw new ConfigError(problems);
  const { databaseUrl, initialCapital, home, headFile, telegram, discord } = read.data;
  return {
    ...read.data,
    home: pathOfText(home),
    secondHeads: { file: headFile === undefined ? undefined : pathOfText(headFile), folder: stateFolder(environment) },
    initialCapital: fixed(initialCapital),
    fractions,
    given: VARIABLES.filter(({ name, path }) => path[0] === 'settings' && texts.has(name)).map(pathOf),
    envExposed: exposed && VARIABLES.some(({ name, secret }) => secret === true && (file[name] ?? '') !== ''),
    secrets: [databaseUrl, ...passwordsOf(databaseUrl), telegram.token, discord.token].filter((one) => one !== undefined),
  };
}

/** The byte order marks of both kinds of UTF-16. */
const UTF16 = ['fffe', 'feff'];

/** A line that gives a name a value, maybe for a shell too. */
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/;

/**
 * What of an environment file would be passed over silently: lines that give no name a value, and names of the desk given twice. Of
 * the text no more is told than a known name: the rest may be a secret.
 */
export function unreadLines(text: string): readonly Problem[] {
  const problems: Problem[] = [];
  const given = new Map<string, number>();
  let quote = '';
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    // A quoted value may go on over several lines.
    if (quote !== '') {
      if (line.includes(quote)) quote = '';
      continue;
    }
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name, value = ''] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined) {
      const known = VARIABLES.find((variable) => variable.name === /^\s*(\w+)/.exec(line)?.[1]);
      problems.push({
        name: `.env, line ${index + 1}${known === undefined ? '' : ` (${known.name})`}`,
        value: '',
        expected: 'NAME=value, or # in front of a remark',
        example: `${known?.name ?? 'STOP'}=${known?.unit.example ?? '2%'}`,
      });
      continue;
    }
    const opened = value.charAt(0);
    if (['"', "'", '`'].includes(opened) && !value.slice(1).includes(opened)) {
      if (lines.slice(index + 1).some((later) => later.includes(opened))) quote = opened;
      else problems.push({ name: `.env, line ${index + 1} (${name})`, value: '', expected: `a closing ${opened}` });
    }
    const before = given.get(name);
    if (before !== undefined && VARIABLES.some((variable) => variable.name === name))
      problems.push({ name: `.env, line ${index + 1} (${name})`, value: '', expected: `it once; line ${before} gives it too` });
    given.set(name, index + 1);
  }
  return problems;
}

function readEnvFile(path: string): Environment {
  try {
    const bytes = readFileSync(path);
    if (UTF16.includes(bytes.toString('hex', 0, 2))) throw new Error('it is UTF-16; save it as UTF-8');
    // Some editors put a byte order mark in front.
    const text = bytes.toString('utf8').replace(/^\ufeff/, '');
    const unread = unreadLines(text);
    if (unread.length > 0) throw new ConfigError(unread);
    return parseEnv(text);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    const says = messageOf(error);
    throw new ConfigError([{ name: '.env', value: '', expected: `a readable file of NAME=value lines (${says})` }]);
  }
}

/**
 * The configuration of this process: `overrides` (from flags, under the variables' names), then the environment, then the
 * file `.env` in the working directory, then the defaults. The only place that reads the environment.
 */
export function loadConfig(overrides: Environment = {}, reading: Reading = {}): Config {
  const exposed = ((statSync('.env', { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0;
  return readConfig({ ...process.env, ...overrides }, readEnvFile('.env'), { ...reading, exposed });
}
