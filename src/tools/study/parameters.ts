import { expectedBy } from '../../core/facts/expected.ts';
import { numberIn } from '../../core/figure.ts';
import { nearest } from '../../core/reply/nearest.ts';
import { type Parameter, parametersOf } from '../../core/study/params.ts';
import { InputError } from '../../plugins/inputError.ts';
import type { CatalogueEntry } from './catalogue.ts';

type Value = number | boolean | string;

/** `whole number, 1 to 10000`. */
export function rangeText({ kind, least, most, choices }: Parameter): string {
  if (choices !== undefined) return choices.join(' or ');
  if (kind === 'flag') return 'true or false';
  if (kind === 'text') return 'a word';
  const what = kind === 'integer' ? 'a whole number' : 'a number';
  if (least !== undefined && most !== undefined) return `${what} from ${least} to ${most}`;
  return least === undefined ? what : `${what} from ${least} on`;
}

function valueOf({ name, ...parameter }: Parameter, text: string): Value {
  const { kind, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY, choices } = parameter;
  const number = numberIn(text);
  const fits =
    kind === 'flag'
      ? text === 'true' || text === 'false'
      : kind === 'text' || kind === 'choice'
        ? choices?.includes(text) !== false
        : number >= least && number <= most && (kind === 'number' || Number.isInteger(number));
  if (!fits) throw new InputError(`${name} = ${text} is out of range: expected ${rangeText({ name, ...parameter })}`);
  return kind === 'flag' ? text === 'true' : kind === 'integer' || kind === 'number' ? number : text;
}

/**
 * The parameters that were typed as `name=value`. Throws InputError for an unknown name (with the nearest), a value out of its range
 * (with the range), and a set that the plug-in refuses as a whole.
 */
export function readParameters({ name, plugin }: CatalogueEntry, given: readonly string[]): Readonly<Record<string, Value>> {
  const known = parametersOf(plugin);
  const values: Record<string, Value> = {};
  for (const item of given) {
    const [, key = '', text] = /^([^=]*)=(.*)$/.exec(item) ?? [];
    if (text === undefined) throw new InputError(`--param ${item} is not of the form name=value, such as period=14`);
    const parameter = known.find((one) => one.name === key);
    if (parameter === undefined) {
      const names = known.map((one) => one.name);
      const near = nearest(key, names);
      const has = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
      throw new InputError(`${name} has no parameter ${key}; ${near === undefined ? has : `did you mean ${near}?`}`);
    }
    values[key] = valueOf(parameter, text);
  }
  const lacking = known.filter((one) => one.usual === undefined && values[one.name] === undefined);
  const [first] = lacking;
  if (first !== undefined) throw new InputError(`${name} needs --param ${first.name}=...: ${rangeText(first)}`);
  const parsed = plugin.params.safeParse(values);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(`${name} refuses its parameters: ${issue?.path.join('.') ?? ''} ${expectedBy(issue)}`);
  }
  return values;
}
