import { type Catalogue, PHRASES } from './phrases.ts';

/** A phrase cut at its holes: one literal part more than holes, `{1}` and `[why]` as they are written. */
type Cut = { readonly literals: readonly string[]; readonly holes: readonly string[] };

const HOLE = /(\{\w+\}|\[\w+\])/;

/** A phrase at its holes. */
export function cut(phrase: string): Cut {
  const parts = phrase.split(HOLE);
  return { literals: parts.filter((_, i) => i % 2 === 0), holes: parts.filter((_, i) => i % 2 === 1) };
}

/** `{1}`, `{2}`: a figure stands there. */
const isFigureHole = (hole: string): boolean => /^\{\d/.test(hole);

/** `−22.46 (−0.02 %)`, `5 m`, `2024-06-01 14:05`, `•••`, `n/a`: from its first digit on no two letters stand together. */
const FIGURE = /^(?:[+−-]?[\d•](?:\p{L}(?!\p{L})|\P{L})*|n\/a)$/u;

/** What stands in each hole of a text that is this phrase; undefined where it is not. In time that grows with the text alone. */
function heldBy({ literals, holes }: Cut, text: string): ReadonlyMap<string, string> | undefined {
  const [first = '', ...rest] = literals;
  if (!text.startsWith(first)) return undefined;
  const held = new Map<string, string>();
  let from = first.length;
  for (const [i, literal] of rest.entries()) {
    const at = i === rest.length - 1 ? text.length - literal.length : text.indexOf(literal, from + 1);
    const hole = holes[i] ?? '';
    const value = text.slice(from, at);
    if (at <= from || !text.startsWith(literal, at) || (isFigureHole(hole) && !FIGURE.test(value))) return undefined;
    held.set(hole, value);
    from = at + literal.length;
  }
  return from === text.length ? held : undefined;
}

const lettersOf = ({ literals }: Cut): number => literals.join('').length;

/** The longest first: it says the most of what a text is. */
const CUTS = PHRASES.map((phrase) => ({ phrase, ...cut(phrase) })).toSorted((a, b) => lettersOf(b) - lettersOf(a));

/** Puts one fact into the language of a catalogue; one that is no phrase stays as it is. */
function factIn(catalogue: Catalogue, fact: string): string {
  for (const one of CUTS) {
    const held = heldBy(one, fact);
    if (held === undefined) continue;
    return catalogue[one.phrase]
      .split(HOLE)
      .map((part, i) => {
        const value = i % 2 === 0 ? part : (held.get(part) ?? '');
        return i % 2 === 1 && part.startsWith('[') ? factIn(catalogue, value) : value;
      })
      .join('');
  }
  return fact;
}

/** The facts of a text in the language of a catalogue. What is no phrase stays as it is: people's own words, a plug-in's. */
export const factsIn = (catalogue: Catalogue, text: string): readonly string[] =>
  text.split(' · ').map((fact) => factIn(catalogue, fact));
