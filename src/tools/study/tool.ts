import { basename } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../../core/facts/messageOf.ts';
import { missingIn } from '../../core/market/check.ts';
import { unitsText } from '../../core/market/timeUnit.ts';
import { counted } from '../../core/reply/format.ts';
import { PROMISES } from '../../core/study/conformance/promises.ts';
import { sampleParameters } from '../../core/study/conformance/samples.ts';
import { parametersOf } from '../../core/study/params.ts';
import { InputError } from '../../plugins/inputError.ts';
import { loadOwn, loadOwnFolder } from '../../plugins/load.ts';
import { rulings } from '../../plugins/ruleTrial.ts';
import { type OwnRule, rulingOf } from '../../plugins/ruling.ts';
import { readFlags } from '../flags.ts';
import { type FileCandles, readCandles } from './candleFile.ts';
import { type CatalogueEntry, catalogue, find, ofKind } from './catalogue.ts';
import { rangeText, readParameters } from './parameters.ts';
import { usualWarmup, type Values, valuesOf } from './values.ts';

const flagsSchema = z.object({
  list: z.boolean().default(false),
  json: z.boolean().default(false),
  verify: z.string().optional(),
  kind: z.string().optional(),
  param: z.array(z.string()).default([]),
  in: z.string().optional(),
  with: z.array(z.string()).default([]),
  format: z.enum(['csv', 'json'], { message: 'expected csv or json' }).default('csv'),
});

/** Rows that are put together before they are printed. */
const ROWS = 1_000;

/**
 * The `study` command: lists the plug-ins, tries a user's own, or prints one's values over a candle file. `plugins` is the folder of
 * the user's own, `note` takes what is no part of the values. Resolves with the exit status: 1 for a plug-in that breaks a promise of its kind. Throws InputError.
 */
export async function studyTool(
  name: string | undefined,
  flags: unknown,
  plugins: string | undefined,
  print: (text: string) => void,
  note: (text: string) => void = () => undefined,
): Promise<number> {
  const read = readFlags(flagsSchema, flags);
  const { list, json, verify, kind, format } = read;
  if (verify !== undefined) return verifyFile(verify, print);
  const entries = catalogue(plugins === undefined ? [] : (await loadOwnFolder(plugins)).filter((one) => 'plugin' in one));
  if (list) {
    const listed = ofKind(entries, kind);
    print(json ? JSON.stringify(listed.map(described), null, 2) : listed.map(line).join('\n'));
    return 0;
  }
  if (name === undefined)
    throw new InputError('which plug-in? `countersign study --list` shows all; such as study rsi --in candles.csv');
  const entry = find(entries, name, kind);
  const params = readParameters(entry, read.param);
  if (read.in === undefined) throw new InputError(`${name} of which candles? give --in FILE, a Parquet or CSV file`);
  const candles = await readCandles(read.in);
  const others = await othersOf(read.with);
  for (const [file, own] of [[read.in, candles] as const, ...others]) {
    const says = unitsText(own.units);
    if (says !== undefined) note(`${file} ${says}`);
    const missing = missingIn(own.candles, own.timeframe);
    if (missing !== undefined)
      note(`${file} ${own.timeframe}: ${missing.says}, after row ${missing.afterRow + 1}; left missing, values go on over it`);
  }
  const values = valuesOf(entry, params, candles, others);
  for (const text of format === 'csv' ? csvOf(values) : jsonOf(values)) print(text);
  return 0;
}

async function othersOf(given: readonly string[]): Promise<ReadonlyMap<string, FileCandles>> {
  const others = new Map<string, FileCandles>();
  for (const item of given) {
    const [, symbol = '', file] = /^([^=]+)=(.+)$/.exec(item) ?? [];
    if (file === undefined) throw new InputError(`--with ${item} is not of the form SYMBOL=FILE, such as ETH=eth.csv`);
    others.set(symbol, await readCandles(file));
  }
  return others;
}

function* csvOf({ fields, rows, time, at }: Values): Generator<string> {
  yield ['ts', ...fields].join(',');
  for (let from = 0; from < rows; from += ROWS) {
    const lines: string[] = [];
    for (let row = from; row < Math.min(rows, from + ROWS); row++)
      lines.push([time(row), ...fields.map((field) => at(field, row) ?? '')].join(','));
    yield lines.join('\n');
  }
}

function* jsonOf({ fields, rows, time, at }: Values): Generator<string> {
  yield '[';
  for (let row = 0; row < rows; row++) {
    const values = Object.fromEntries(fields.map((field) => [field, at(field, row) ?? null]));
    yield `${JSON.stringify({ ts: time(row), ...values })}${row === rows - 1 ? '' : ','}`;
  }
  yield ']';
}

/** What `study --list --json` tells of a plug-in. `warmup` is that of the usual parameters, null where one must be given. */
function described({ name, kind, plugin }: CatalogueEntry) {
  return {
    name,
    kind,
    version: 'version' in plugin ? plugin.version : null,
    about: plugin.about,
    parameters: parametersOf(plugin).map((one) => ({
      name: one.name,
      type: one.kind,
      min: one.least ?? null,
      max: one.most ?? null,
      default: one.usual ?? null,
      ...(one.choices === undefined ? {} : { choices: one.choices }),
    })),
    fields: plugin.fields,
    warmup: usualWarmup(plugin) ?? null,
    source: plugin.source,
  };
}

function line({ name, kind, plugin }: CatalogueEntry): string {
  const parameters = parametersOf(plugin).map((one) => `${one.name} ${one.usual === undefined ? rangeText(one) : one.usual}`);
  const given = parameters.length === 0 ? '' : ` (${parameters.join(', ')})`;
  return `${name.padEnd(22)} ${kind.padEnd(9)} ${plugin.about}${given}`;
}

/** Tries a user's own plug-in against what its kind promises, a printed line for each promise. */
async function verifyFile(file: string, print: (text: string) => void): Promise<number> {
  const loaded = await loadOwn(file);
  if ('rule' in loaded) return verifyRule(loaded.rule, file, print);
  const { plugin } = loaded;
  const samples = sampleParameters(plugin);
  if (samples.length === 0)
    throw new InputError(`${file}: params: its own usual values are refused; give each a default in its range`);
  print(`${plugin.kind} ${plugin.name} version ${plugin.version}: ${plugin.about}`);
  let broken = 0;
  for (const promise of PROMISES) {
    const says = samples.flatMap((params) => {
      const found = tried(() => promise.broken({ plugin, params }));
      return found === undefined ? [] : [`${JSON.stringify(params)}: ${found}`];
    });
    broken += says.length;
    print(`${says.length === 0 ? '✓' : '✗'} ${promise.name}`);
    for (const one of says) print(`    ${one}`);
  }
  print(broken === 0 ? 'It keeps what its kind promises.' : `It breaks what its kind promises in ${counted(broken, 'case')}.`);
  return broken === 0 ? 0 : 1;
}

/** Tries a user's own risk rule on sample plans: it answers, and the same each time. */
function verifyRule(rule: OwnRule, file: string, print: (text: string) => void): number {
  print(`rule ${rule.name} version ${rule.version}: ${rule.about}`);
  const asked = (): string => JSON.stringify(rulings(rulingOf(rule, basename(file))).map((one) => ({ ...one, why: one.why() })));
  const answers = tried(() => void asked());
  print(`${answers === undefined ? '✓' : '✗'} passes, shrinks or refuses each plan with a reason, and makes none larger`);
  if (answers !== undefined) print(`    ${answers}`);
  const steady = answers === undefined && asked() === asked();
  print(`${steady ? '✓' : '✗'} answers the same to the same plan and account`);
  const kept = steady ? 'It keeps what its kind promises.' : 'It breaks what its kind promises.';
  print(kept);
  return steady ? 0 : 1;
}

const tried = (work: () => string | undefined): string | undefined => {
  try {
    return work();
  } catch (error) {
    return `it threw: ${messageOf(error)}`;
  }
};
