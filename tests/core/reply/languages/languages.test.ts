import { globSync, readFileSync } from 'node:fs';
import { assert as hold, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUES, textIn, toldIn } from '../../../../src/core/reply/languages/list.ts';
import { cut, factsIn } from '../../../../src/core/reply/languages/phrase.ts';
import { type Catalogue, PHRASES, type Phrase } from '../../../../src/core/reply/languages/phrases.ts';
import { lengthShown, PHONE } from '../../../../src/core/reply/phone.ts';
import { ANY_CHARACTER } from '../../../support/anyCharacter.ts';
import { besides, cards, samples } from './told.ts';

const LANGUAGES = ['de', 'es', 'zh'] as const;

const words = [...samples.map(({ reply }) => reply), ...cards];
const texts = [...words.flatMap(({ title, lines }) => [title, ...lines]), ...besides];

/** Every letter of a phrase outside of its holes made one that is in no word: what is left of a text's own words no phrase has. */
const BLANK = '¤';
const blankOf = (phrase: Phrase): string =>
  phrase
    .split(/(\{\w+\}|\[\w+\])/)
    .map((part, i) => (i % 2 === 0 ? part.replaceAll(/\p{L}/gu, BLANK) : part))
    .join('');
const catalogueOf = (make: (phrase: Phrase) => string): Catalogue => {
  const made: Partial<Record<Phrase, string>> = {};
  for (const phrase of PHRASES) made[phrase] = make(phrase);
  return complete(made);
};
function complete(made: Partial<Record<Phrase, string>>): Catalogue {
  return { ...CATALOGUES.de, ...made };
}
const blanks = catalogueOf(blankOf);

/** What no language has words of its own for: names, what people have typed, what was recorded, lines to be typed, what an exchange says. */
const KEPT =
  /night\.ts: it gave no reason; expected why, a text|the disk is full|too hot|score 12|spread 2|\b(?:Ana|Eve|telegram|momentum|terminal|desk|long|majors|close|approve|reject|users|add|remove|jobs|strategy|scan|guard|night|binance|keltner)\b/g;

describe('every language', () => {
  it('has words for all that alerts and cards say', () => {
    const left = texts.flatMap((text) => {
      const own = factsIn(blanks, text.replace(/^⚠ /, ''))
        .join(' · ')
        .replaceAll(KEPT, '')
        .match(/\b[a-z]{3,}\b/g);
      return own === null ? [] : [`${text}: ${own.join(' ')}`];
    });
    expect(left).toEqual([]);
  });

  it('has words for every button', () => {
    const source = readFileSync(new URL('../../../../src/bots/alertCards.ts', import.meta.url), 'utf8');
    const labels = [...source.matchAll(/\b(?:line|ofSymbol)\((?:about, )?'([^']+)'/g)].map(([, label = '']) => label);
    expect(labels.length).toBeGreaterThan(15);
    expect(labels.filter((label) => textIn('zh', label) === label)).toEqual([]);
  });

  it('has phrases that something says', () => {
    const source = globSync('src/**/*.ts', { exclude: ['src/core/reply/languages/**', 'src/store/generated/**'] })
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    const unsaid = PHRASES.filter((phrase) => {
      const longest = cut(phrase).literals.toSorted((a, b) => b.length - a.length)[0] ?? '';
      const said = source.includes(longest.trim()) || texts.some((text) => text.includes(longest));
      return !said;
    });
    expect(unsaid).toEqual([]);
  });
});

describe.each(LANGUAGES)('%s', (language) => {
  const catalogue = CATALOGUES[language];

  it('has the holes, the figures and the commands of every phrase', () => {
    const fixed = (text: string): readonly string[] =>
      [...text.matchAll(/\{\w+\}|\[\w+\]|\d+|\/[a-z]+|[⚠✓½✗→%|]/g)].map(([part]) => part).toSorted();
    for (const phrase of PHRASES) {
      expect([phrase, ...fixed(catalogue[phrase])]).toEqual([phrase, ...fixed(phrase)]);
    }
  });

  it('is no wider on a phone than it may be: 36, where its English is not', () => {
    const broken = words
      .flatMap(({ title, lines }) => [
        ...(lengthShown(title) > PHONE ? [] : [toldIn(language, { title, lines: [] }).title]),
        ...lines.flatMap((line) => (lengthShown(line) > PHONE ? [] : toldIn(language, { title: '', lines: [line] }).lines)),
      ])
      .filter((line) => lengthShown(line) > PHONE);
    expect(broken).toEqual([]);
  });

  it('has no phrase that makes a line of ordinary figures and names too wide', () => {
    const FILL: Readonly<Record<string, number>> = { '{': 6, '[': 8 };
    const width = (phrase: string): number => {
      const { literals, holes } = cut(phrase);
      return lengthShown(literals.join('')) + holes.reduce((sum, hole) => sum + (FILL[hole[0] ?? ''] ?? 0), 0);
    };
    expect(PHRASES.filter((phrase) => width(phrase) <= PHONE && width(catalogue[phrase]) > PHONE)).toEqual([]);
  });

  it('keeps every figure, sign and ticker of what is said', () => {
    const kept = (text: string): readonly string[] =>
      [...text.matchAll(/[+−-]?[\d•](?:[\d.,:•]*[\d•])?|\/[a-z]+|[⚠→%]|\b(?:BTC|ETH|SOL|LINK|USDT|UTC)\b/g)]
        .map(([part]) => part)
        .toSorted();
    for (const text of texts) expect([text, ...kept(textIn(language, text))]).toEqual([text, ...kept(text)]);
  });

  it('leaves what is no phrase as it is, and never fails', () => {
    hold(
      property(string({ unit: ANY_CHARACTER, maxLength: 80 }), (text) => {
        expect(textIn(language, `Qq${text}`.replaceAll(/[:,]/g, ''))).toBe(`Qq${text}`.replaceAll(/[:,]/g, ''));
        expect(toldIn(language, { title: text, lines: [text, `⚠ ${text}`] }).lines.length).toBeGreaterThan(1);
      }),
    );
  });
});

it('English stays as it is stored', () => {
  for (const one of words) expect(toldIn('en', one)).toBe(one);
});
