import { basename } from 'node:path';
import { DETECTORS } from '../../core/detectors/list.ts';
import { LOOKAHEADS } from '../../core/detectors/lookahead/list.ts';
import type { Lookahead } from '../../core/detectors/lookahead/lookahead.ts';
import { INDICATORS } from '../../core/indicators/list.ts';
import { PATTERNS } from '../../core/patterns/list.ts';
import { nearest } from '../../core/reply/nearest.ts';
import { STRATEGIES } from '../../core/strategies/list.ts';
import type { Plugin } from '../../core/study/conformance/trial.ts';
import { InputError } from '../../plugins/inputError.ts';
import type { Loaded } from '../../plugins/own.ts';
import { votingOf } from '../../plugins/voting.ts';

export type Kind = CatalogueEntry['kind'];

/** A plug-in under the name that people type. */
type PlugEntry = {
  readonly name: string;
  readonly kind: 'indicator' | 'detector' | 'strategy' | 'pattern';
  readonly plugin: Plugin;
};

/** A look-ahead reference: a figure as its library publishes it, for comparison alone. */
type LookaheadEntry = { readonly name: string; readonly kind: 'lookahead'; readonly plugin: Lookahead<unknown, string> };

export type CatalogueEntry = PlugEntry | LookaheadEntry;

const entriesOf = (kind: PlugEntry['kind'], plugins: Readonly<Record<string, Plugin>>): readonly CatalogueEntry[] =>
  Object.entries(plugins).map(([name, plugin]) => ({ name, kind, plugin }));

const lookaheads: readonly Lookahead<unknown, string>[] = Object.values(LOOKAHEADS);

/** `mean reversion` is typed `meanReversion`. */
const camelCase = (words: string): string => words.replace(/ +([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Every plug-in there is, those of a user's own last. */
export const catalogue = (own: readonly Loaded[] = []): readonly CatalogueEntry[] => [
  ...entriesOf('indicator', INDICATORS),
  ...entriesOf('detector', DETECTORS),
  ...entriesOf('strategy', STRATEGIES),
  ...entriesOf('pattern', PATTERNS),
  ...lookaheads.map((plugin): CatalogueEntry => ({ name: plugin.name, kind: 'lookahead', plugin })),
  ...own.map(({ plugin, file }) => ({
    name: camelCase(plugin.name),
    kind: plugin.kind,
    plugin: plugin.kind === 'strategy' ? votingOf(plugin, basename(file)) : plugin,
  })),
];

/** Those of one kind, all without one. Throws InputError for a kind that there is not. */
export function ofKind(entries: readonly CatalogueEntry[], kind: string | undefined): readonly CatalogueEntry[] {
  if (kind === undefined) return entries;
  const kinds = [...new Set(entries.map((entry) => entry.kind))];
  if (!kinds.some((one) => one === kind)) throw new InputError(`there is no kind ${kind}; expected ${kinds.join(', ')}`);
  return entries.filter((entry) => entry.kind === kind);
}

/**
 * The plug-in of that name; where kinds share it, the first of indicator, detector, strategy, pattern and lookahead unless `kind` is given.
 * Throws InputError with the nearest name for an unknown one.
 */
export function find(entries: readonly CatalogueEntry[], name: string, kind?: string): CatalogueEntry {
  const among = ofKind(entries, kind);
  const found = among.find((entry) => entry.name === name);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    among.map((entry) => entry.name),
  );
  const what = kind === undefined ? 'plug-in' : kind;
  throw new InputError(
    `there is no ${what} ${name}; ${near === undefined ? '`study --list` shows all' : `did you mean ${near}?`}`,
  );
}
