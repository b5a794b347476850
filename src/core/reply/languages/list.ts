import type { Language } from '../../facts/language.ts';
import { lengthShown, onPhone, PHONE } from '../phone.ts';
import { de } from './de.ts';
import { es } from './es.ts';
import { factsIn } from './phrase.ts';
import type { Catalogue } from './phrases.ts';
import { zh } from './zh.ts';

/** Every language but English, which is what everything is stored in. */
export const CATALOGUES: Readonly<Record<Exclude<Language, 'en'>, Catalogue>> = { de, es, zh };

type Words = { readonly title: string; readonly lines: readonly string[] };

/** One text, such as the label of a button. */
export const textIn = (language: Language, text: string): string =>
  language === 'en' ? text : factsIn(CATALOGUES[language], text).join(' · ');

/** What stands before the facts of a line and says what kind it is. */
const SIGN = /^(?:⚠ )?/;
/** The mode's sign and a space stand before the title. */
const TITLE = PHONE - 2;

/** A line in another language: parted at its joints where it has become too wide for a phone, and its English was not. */
function linesIn(catalogue: Catalogue, line: string, most: number): readonly string[] {
  const [sign = ''] = SIGN.exec(line) ?? [];
  const facts = factsIn(catalogue, line.slice(sign.length));
  return onPhone(facts, Math.max(most, lengthShown(line)) - sign.length).map((text) => `${sign}${text}`);
}

/** The words of a card or an alert. Facts of its title for which there is no room stand below it. */
export function toldIn<T extends Words>(language: Language, words: T): T {
  if (language === 'en') return words;
  const catalogue = CATALOGUES[language];
  const [title = '', ...more] = linesIn(catalogue, words.title, TITLE);
  return { ...words, title, lines: [...more, ...words.lines.flatMap((line) => linesIn(catalogue, line, PHONE))] };
}
