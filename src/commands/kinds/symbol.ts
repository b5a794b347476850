import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import type { Instrument } from '../../core/market/instrument.ts';
import { shortName } from '../../core/reply/format.ts';
import { nearest } from '../../core/reply/nearest.ts';

/** Every way in which people write a symbol, capitals only: `BTC/USDT`, `BTCUSDT`, `BTC`, and for a perpetual `BTC-PERP`. */
function spellings({ symbol: name, base, quote, kind }: Instrument): readonly string[] {
  const pair = `${base}${quote}`;
  const perpetual = [shortName(name), `${base}PERP`, `${base}.P`, `${pair}-PERP`, `${pair}PERP`, `${pair}.P`, `${pair}:${quote}`];
  return [name, ...(kind === 'perpetual' ? perpetual : []), pair, base].map((text) => text.toUpperCase());
}

/** The instrument that a text names; of a spot and a perpetual that share the spelling, the spot. */
export function instrumentFor(text: string, instruments: readonly Instrument[]): Instrument | undefined {
  const wanted = text.toUpperCase();
  const named = instruments.filter((instrument) => spellings(instrument).includes(wanted));
  return named.find(({ symbol: name }) => name.toUpperCase() === wanted) ?? named.find(({ kind }) => kind === 'spot') ?? named[0];
}

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
    return [...new Set(names.flatMap((name) => [shortName(name), name]))].filter((name) => name.startsWith(prefix.toUpperCase()));
  },
};

const MOST = 6;

const some = (names: readonly string[]): string =>
  names.length <= MOST ? names.join(', ') : `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more`;
