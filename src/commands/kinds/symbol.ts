import type { ArgumentKind } from '../../core/command.ts';
import { baseOf } from '../../core/figures.ts';
import { nearest } from '../../core/nearest.ts';

/** A symbol of the market, in full or by its base where that is unique; of a spot and a perpetual with one base, the spot. */
export const symbol: ArgumentKind<string> = {
  name: 'a symbol',
  example: 'BTC',
  parse(text, desk) {
    const names = desk.market.instruments().map((instrument) => instrument.symbol);
    const wanted = text.toUpperCase();
    const exact = names.find((name) => name === wanted);
    if (exact !== undefined) return { value: exact };
    const sameBase = names.filter((name) => baseOf(name) === wanted || name.replace('/', '').replace(':', '') === wanted);
    const [found] = sameBase.toSorted((a, b) => a.length - b.length);
    if (found !== undefined) return { value: found };
    const near = nearest(wanted, [...names, ...names.map(baseOf)]);
    return {
      wrong: `There is no symbol ${text} here`,
      expected:
        near === undefined ? `Known: ${names.slice(0, 6).join(', ')}` : `Did you mean ${near}? ${names.length} symbols are known`,
    };
  },
  complete(prefix, desk) {
    const names = desk.market.instruments().map((instrument) => instrument.symbol);
    return [...new Set(names.flatMap((name) => [baseOf(name), name]))].filter((name) => name.startsWith(prefix.toUpperCase()));
  },
};
