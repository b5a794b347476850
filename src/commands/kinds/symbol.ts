import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { shortName } from '../../core/reply/format.ts';
import { nearest } from '../../core/reply/nearest.ts';
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
  complete(prefix, desk) {
    const names = desk.market.instruments().map((instrument) => instrument.symbol);
    return [...new Set(names.flatMap((name) => [shortName(name), name]))].filter((name) =>
      name.toUpperCase().startsWith(prefix.toUpperCase()),
    );
  },
};

const MOST = 6;

const some = (names: readonly string[]): string =>
  names.length <= MOST ? names.join(', ') : `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more`;
