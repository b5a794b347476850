import type { Instrument } from '../market/instrument.ts';
import { shortName } from './format.ts';

type Named = Pick<Instrument, 'symbol' | 'base' | 'quote' | 'kind'>;

/**
 * Every way in which people write a symbol, in capitals and without `-` or `_` between its parts: `BTC/USDT`, `BTCUSDT`, `BTC`, and for
 * a perpetual `BTC-PERP`.
 */
function spellings({ symbol: name, base, quote, kind }: Named): readonly string[] {
  const pair = `${base}${quote}`;
  const perpetual = [shortName(name), `${base}PERP`, `${base}.P`, `${pair}-PERP`, `${pair}PERP`, `${pair}.P`, `${pair}:${quote}`];
  return [name, ...(kind === 'perpetual' ? perpetual : []), pair, base].map((text) => text.toUpperCase());
}

/** The instrument that a text names, whatever separates its parts; of a spot and a perpetual that share the spelling, the spot. */
export function instrumentFor<T extends Named>(text: string, instruments: readonly T[]): T | undefined {
  const exact = instruments.find(({ symbol: name }) => name === text);
  if (exact !== undefined) return exact;
  const wanted = text.toUpperCase();
  const bare = wanted.replaceAll(/[-_ ]/g, '');
  const whole = instruments.filter((instrument) => spellings(instrument).includes(wanted));
  const named = whole.length > 0 ? whole : instruments.filter((instrument) => spellings(instrument).includes(bare));
  return named.find(({ symbol: name }) => name.toUpperCase() === wanted) ?? named.find(({ kind }) => kind === 'spot') ?? named[0];
}

/** What a symbol says of itself: `BTC/USDT` is spot, `BTC/USDT:USDT` a perpetual. */
export function partsOf(symbol: string): Named {
  const [pair = symbol, settle] = symbol.split(':');
  const [base = pair, quote = ''] = pair.split('/');
  return { symbol, base, quote, kind: settle === undefined ? 'spot' : 'perpetual' };
}

/** The one of these symbols that a text names, however it is written. */
export const symbolFor = (text: string, symbols: readonly string[]): string | undefined =>
  instrumentFor(text, symbols.map(partsOf))?.symbol;
