/** Cyrillic, Greek and other letters by the Latin ones that they look like in most fonts: the plain ones of Unicode's confusables (UTS 39). */
const LATIN: Readonly<Record<string, string>> = {
  a: 'аАαΑɑ',
  b: 'вВΒЬьβ',
  c: 'сСςϹ',
  d: 'ԁ',
  e: 'еЕΕєε',
  g: 'ɡց',
  h: 'нНΗһհ',
  i: 'іιı',
  j: 'јЈ',
  k: 'кКκΚ',
  l: 'IІΙӀӏ1',
  m: 'мМΜ',
  n: 'Νпηո',
  o: 'оОοΟσօ0',
  p: 'рРρΡ',
  q: 'ԛ',
  r: 'г',
  s: 'ѕЅ',
  t: 'тТτΤ',
  u: 'υս',
  v: 'νѵ',
  w: 'ԝѡω',
  x: 'хХχΧ',
  y: 'уУγΥү',
  z: 'Ζ',
};

const LOOKS: ReadonlyMap<string, string> = new Map(
  Object.entries(LATIN).flatMap(([latin, others]) => Array.from(others, (other) => [other, latin] as const)),
);

/**
 * What a name looks like: two names of one look are taken for each other. Accents, case, blanks and signs are left out, and what is
 * drawn alike is one: `Ana` with a Cyrillic А, `A.na` and `Ána`; `0` and `O`; `1`, `I` and `l`; `rn` and `m`.
 */
export const lookOf = (name: string): string =>
  Array.from(
    name.normalize('NFKD').replace(/[\p{M}\p{P}\p{Z}\p{Default_Ignorable_Code_Point}]/gu, ''),
    (letter) => LOOKS.get(letter) ?? letter.toLowerCase(),
  )
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
