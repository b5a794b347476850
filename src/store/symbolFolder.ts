/**
 * Which symbol a folder of candles is named after. `BTCUSDT` has no separator, and some endings are both a quote currency and the end of
 * a coin with a shorter one: `DOTUSD` is DOT/USD, though TUSD is a currency too.
 */

/** Quote currencies that end a folder's name as one word, longest first. */
const QUOTES: readonly string[] =
  'FDUSD PYUSD USDT USDC USD1 USDP USDE BUSD TUSD EURI AEUR IDRT BIDR USD EUR GBP CHF JPY KRW TRY BRL AUD CAD NZD MXN ARS COP PLN CZK RON UAH RUB ZAR NGN INR IDR SGD HKD THB PHP VND AED BTC XBT ETH BNB DAI'.split(
    ' ',
  );

/** Quotes whose first letter may as well be the last of a coin that is quoted in the rest. */
const DOUBTFUL: Readonly<Record<string, string>> = { BUSD: 'USD', TUSD: 'USD', AEUR: 'EUR', BIDR: 'IDR' };

/** Coins that settle a doubt where the other folders do not. */
const WELL_KNOWN: ReadonlySet<string> = new Set(
  'BTC ETH XRP LTC BCH ADA DOT BNB SOL DOGE TRX LINK AVAX MATIC POL UNI ATOM ETC XLM XMR EOS FIL NEAR APT ARB OP SUI ICP AAVE ALGO BAT GRT SHIB PEPE FTM SAND MANA AXS CRV MKR SNX COMP INJ TIA SEI WIF BONK'.split(
    ' ',
  ),
);

type Pair = { readonly base: string; readonly quote: string };
type Reading = { readonly pair: Pair } | { readonly doubt: readonly [Pair, Pair] } | { readonly why: string };

/** What becomes of each folder of an exchange: its symbol, or why it has none. */
export type NamedFolder =
  | { readonly folder: string; readonly symbol: string }
  | { readonly folder: string; readonly symbol: undefined; readonly why: string };

/** All in small letters is a manner of writing; a single small letter, as in kPEPE, is part of the name. */
const inCapitals = (name: string): string => (name === name.toLowerCase() ? name.toUpperCase() : name);

const NO_QUOTE = 'its name ends in no quote currency that is known';

/** What stands between a coin and its quote, in any manner of writing; `%2F` is a slash in a file's name. */
const SEPARATOR = /(?:%2F|[-_ .,+@~:;|–—·])+/i;

function separated(parts: readonly string[]): Reading {
  const [base = '', quote = '', ...rest] = parts;
  const known = QUOTES.includes(quote.toUpperCase());
  if (base === '') return { why: 'its name has no coin' };
  if (rest.length === 0 && known) return { pair: { base: inCapitals(base), quote: quote.toUpperCase() } };
  return { why: known || /\d/.test(quote) ? 'a contract, which is not played' : NO_QUOTE };
}

function readingOf(folder: string): Reading {
  const parts = folder.split(SEPARATOR);
  if (parts.length > 1) return separated(parts);
  const name = inCapitals(folder);
  const ending = (quote: string): Pair => ({ base: name.slice(0, -quote.length), quote });
  const quote = QUOTES.find((one) => name.endsWith(one) && name.length > one.length);
  if (quote === undefined) return { why: /USDT?M$/.test(name) ? 'a contract, which is not played' : NO_QUOTE };
  const shorter = DOUBTFUL[quote];
  return shorter === undefined ? { pair: ending(quote) } : { doubt: [ending(quote), ending(shorter)] };
}

/** Names that are written as the layout has them are taken before others of the same symbol. */
const manner = (folder: string): number => (SEPARATOR.test(folder) ? 1 : folder === folder.toLowerCase() ? 2 : 0);

/**
 * The symbols of an exchange's folders, by folder; `perpetual` makes them perpetuals, settled in their quote. Where a name can be read
 * twice, the quote counts that folders without a doubt share, then the coin that is well known.
 */
export function namedFolders(folders: readonly string[], perpetual: boolean): readonly NamedFolder[] {
  const readings = folders
    .toSorted((a, b) => manner(a) - manner(b) || (a < b ? -1 : 1))
    .map((folder) => ({ folder, reading: readingOf(folder) }));
  const sure = new Set(readings.flatMap(({ reading }) => ('pair' in reading ? [reading.pair.quote] : [])));
  const taken = new Map<string, string>();
  return readings.map(({ folder, reading }) => {
    if ('why' in reading) return { folder, symbol: undefined, why: reading.why };
    const pair = 'pair' in reading ? reading.pair : settled(reading.doubt, sure);
    if ('why' in pair) return { folder, symbol: undefined, why: pair.why };
    const spot = `${pair.base}/${pair.quote}`;
    const symbol = perpetual ? `${spot}:${pair.quote}` : spot;
    const before = taken.get(symbol);
    if (before !== undefined) return { folder, symbol: undefined, why: `${symbol} is read from ${before}` };
    taken.set(symbol, folder);
    return { folder, symbol };
  });
}

function settled(doubt: readonly [Pair, Pair], sure: ReadonlySet<string>): Pair | { readonly why: string } {
  const [shared, both] = doubt.filter(({ quote }) => sure.has(quote));
  if (shared !== undefined && both === undefined) return shared;
  const [known, another] = doubt.filter(({ base }) => WELL_KNOWN.has(base));
  if (known !== undefined && another === undefined) return known;
  const written = (sign: string): string => doubt.map(({ base, quote }) => `${base}${sign}${quote}`).join(' or ');
  return { why: `it may be ${written('/')}; name it ${written('-')}` };
}
