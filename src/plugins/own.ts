import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { expectedBy } from '../core/facts/expected.ts';
import { messageOf } from '../core/facts/messageOf.ts';
import { INDICATORS } from '../core/indicators/list.ts';
import { parametersOf } from '../core/study/params.ts';
import type { AnyPlug } from '../core/study/plug.ts';
import { deadline } from './bounded.ts';
import { InputError } from './inputError.ts';
import { byName, named } from './named.ts';
import type { OwnRule } from './ruling.ts';

/**
 * What the function that a file exports by default is given, `({ z, indicators }) => ({ kind: ..., name: ... })`: the schema library
 * and everything that the desk measures by.
 */
const KIT = named('part', Object.freeze({ z, indicators: named('indicator', INDICATORS) }));

/** What of a file's kinds measures candles. A strategy's fields are score and confidence, and it explains itself. */
export type OwnKind = 'indicator' | 'detector' | 'strategy';

/** A plug-in of a user's own: the shape of its kind, and which that is. */
export type OwnPlugin = AnyPlug<unknown, string> & { readonly kind: OwnKind };

/** A loaded plug-in, its file, and a digest of the file's text, so that a replay knows another version of it. */
export type Loaded = { readonly file: string; readonly digest: string; readonly plugin: OwnPlugin };

/** A loaded risk rule, its file and the digest of that. */
type LoadedRule = { readonly file: string; readonly digest: string; readonly rule: OwnRule };

/** What a file of a user's own holds. */
export type LoadedFile = Loaded | LoadedRule;

const callable = <T extends (...args: never[]) => unknown>(says: string) =>
  z.custom<T>((value) => typeof value === 'function', { message: `expected a function: ${says}` });

const text = (says: string) => z.string({ message: `expected ${says}` }).min(1, `expected ${says}`);

const described = {
  name: text('a name').regex(/^[a-z][A-Za-z0-9 ]*$/, 'expected letters, digits and spaces, beginning with a small letter'),
  version: z.number({ message: 'expected a whole number from 1' }).int('expected a whole number').min(1, 'expected 1 or more'),
  about: text('a sentence that says what it is'),
};

const ruleShape = z.looseObject({
  kind: z.literal('rule'),
  ...described,
  check: callable<OwnRule['check']>("(plan, account) => { kind: 'pass', 'shrink' or 'refuse', why }"),
});

const shape = z.looseObject({
  kind: z.enum(['indicator', 'detector', 'strategy'], { message: 'expected indicator, detector, strategy or rule' }),
  ...described,
  source: text('the paper, book or page it comes from'),
  params: z.custom<z.ZodType>((value) => value instanceof z.ZodType, { message: 'expected a z.object of its parameters' }),
  fields: z.array(z.string().min(1), { message: 'expected a list of field names' }).min(1, 'expected at least one field'),
  sparse: z.array(z.string(), { message: 'expected a list of field names' }).optional(),
  warmup: callable<OwnPlugin['warmup']>('parameters => bars before the first value'),
  memory: callable<OwnPlugin['memory']>('parameters => bars after which older ones no longer count'),
  start: callable<OwnPlugin['start']>('(parameters, use, bars, out) => what advances it'),
});

const refuse = (file: string, field: string, says: string): never => {
  throw new InputError(`${file}: ${field === '' ? '' : `${field}: `}${says}`);
};

const held = <T>(file: string, to: z.ZodType<T>, made: unknown): T => {
  const read = to.safeParse(made);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return refuse(file, issue?.path.join('.') ?? '', expectedBy(issue));
};

const isRule = (made: unknown): boolean => typeof made === 'object' && made !== null && 'kind' in made && made.kind === 'rule';

/** Holds what a file exports to the shape of its kind. Throws InputError naming the file and the field. */
function shaped(file: string, made: unknown): { readonly rule: OwnRule } | { readonly plugin: OwnPlugin } {
  if (isRule(made)) return { rule: held(file, ruleShape, made) };
  const { sparse, ...rest } = held(file, shape, made);
  const plugin = sparse === undefined ? rest : { ...rest, sparse };
  if (plugin.kind === 'strategy' && plugin.fields.join() !== 'score,confidence')
    refuse(file, 'fields', "a strategy's are ['score', 'confidence'], in this order");
  try {
    parametersOf(plugin);
  } catch {
    refuse(file, 'params', 'expected numbers, flags, words and choices only');
  }
  return { plugin: byName(plugin) };
}

/** Loads one file into this thread. Throws InputError naming the file, and the field where one is wrong. */
export async function loadUntried(file: string): Promise<LoadedFile> {
  const path = resolve(file);
  const code = await readFile(path, 'utf8').catch(() => refuse(file, '', 'there is no such file that can be read'));
  let exported: unknown;
  try {
    exported = await import(pathToFileURL(path).href);
  } catch (error) {
    refuse(file, '', `cannot be loaded: ${messageOf(error)}`);
  }
  const { default: make } = z.looseObject({ default: z.unknown().optional() }).parse(exported);
  if (typeof make !== 'function')
    return refuse(
      file,
      'default',
      'expected `export default ({ z, indicators }) => ({ ... })`, a function that makes the plug-in',
    );
  let holds: ReturnType<typeof shaped>;
  try {
    // What it is read for may be code too.
    holds = deadline().call(() => shaped(file, make(KIT)));
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(`${file}: default: threw: ${messageOf(error)}`, { cause: error });
  }
  return { file, digest: createHash('sha256').update(code).digest('hex'), ...holds };
}
