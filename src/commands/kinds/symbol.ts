import { z } from 'zod';
import type { ArgumentKind, Choice } from '../../core/desk/arguments.ts';
import type { Read } from '../../core/desk/read.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { numberText, shortName } from '../../core/reply/format.ts';
import { nearest } from '../../core/reply/nearest.ts';
import type { Button } from '../../core/reply/reply.ts';
import { instrumentFor } from '../../core/reply/spelling.ts';

/** A symbol of the market, in full or by the name that the desk calls it by. */
export const symbol: ArgumentKind<string> = {
  name: 'a symbol',
  example: 'BTC',
  schema: z.string(),
  parse(text, desk) {
    const instruments = desk.market.instruments();
    const found = instrumentFor(text, instruments);
    if (found !== undefined) return { value: found.symbol };
    const names = instruments.map((instrument) => shortName(instrument.symbol));
    const near = nearest(text, [...names, ...instruments.map((instrument) => instrument.symbol)]);
    return {
      wrong: `There is no symbol ${text} here`,
      expected: near === undefined ? `Expected one of ${some(names)}` : `Did you mean ${near}? Known are ${some(names)}`,
    };
  },
  choices: (desk) => ({
    asks: 'Which symbol?',
    all: [...symbolsHeld(desk), ...symbolsAhead(desk, (name) => !isHeld(name, desk))].slice(0, AHEAD),
    none: 'No symbol is traded here',
  }),
  complete(prefix, desk) {
    const names = desk.market.instruments().map((instrument) => instrument.symbol);
    return [...new Set(names.flatMap((name) => [shortName(name), name]))].filter((name) =>
      name.toUpperCase().startsWith(prefix.toUpperCase()),
    );
  },
};

/** Of the symbols that are offered, the word and what it is called by. */
export const offeredSchema = z.array(z.object({ word: z.string(), label: z.string() }));

/** What is held and the best of the last scan, for a command that needs no symbol and can take one. */
export const offeredSymbols = (desk: Read): z.infer<typeof offeredSchema> =>
  (symbol.choices?.(desk).all ?? []).map(({ word, label }) => ({ word, label }));

/** What a phone shows below an answer, one button of its own beside them. */
const MOST_BUTTONS = 3;

/** Buttons for them, each a command's line with the symbol. */
export const offeredButtons = (command: string, offered: DeepReadonly<z.infer<typeof offeredSchema>>): readonly Button[] =>
  offered.slice(0, MOST_BUTTONS).map(({ word, label }) => ({ label, line: `/${command} ${word}` }));

/** Symbols that are offered first; others are typed. */
const AHEAD = 6;

const isHeld = (name: string, desk: Read): boolean =>
  [...desk.state().account.positions.values()].some(({ symbol: held }) => shortName(held) === name);

/** `SOL · 7 long`: the symbols of which something is held. */
const symbolsHeld = (desk: Read): readonly Choice[] =>
  [...desk.state().account.positions.values()].map(({ symbol: held, id, direction }) => ({
    word: shortName(held),
    label: `${shortName(held)} · ${id} ${direction}`,
  }));

/** `LINK · +0.62`: the best of the last scan, then the others as the market lists them; at most as many as are offered. */
export function symbolsAhead(desk: Read, fits: (name: string) => boolean): readonly Choice[] {
  const scored = desk
    .ranked()
    .map(({ symbol: name, score }) => ({ name: shortName(name), score: ` · ${numberText(score, 2, true)}` }));
  const others = desk.market.instruments().map(({ symbol: name }) => ({ name: shortName(name), score: '' }));
  const all = [...scored, ...others].filter(({ name }) => fits(name));
  return all
    .filter((one, i) => all.findIndex(({ name }) => name === one.name) === i)
    .slice(0, AHEAD)
    .map(({ name, score }) => ({ word: name, label: `${name}${score}` }));
}

const MOST = 6;

const some = (names: readonly string[]): string =>
  names.length <= MOST ? names.join(', ') : `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more`;
