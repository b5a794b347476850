/** Base assets by what moves them together. What is not listed is a sector of its own. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  bitcoin: ['BTC', 'BCH', 'BSV', 'LTC', 'WBTC', 'DASH', 'ZEC', 'BTG', 'STX', 'ORDI'],
  ethereum: ['ETH', 'ETC', 'STETH', 'LDO', 'OP', 'ARB', 'MATIC', 'POL', 'IMX', 'STRK', 'ZK', 'MNT', 'METIS'],
  'smart contracts': [
    'SOL',
    'ADA',
    'AVAX',
    'DOT',
    'NEAR',
    'ATOM',
    'ALGO',
    'TRX',
    'TON',
    'ICP',
    'APT',
    'SUI',
    'SEI',
    'FTM',
    'S',
    'EGLD',
    'XTZ',
    'EOS',
    'NEO',
    'HBAR',
    'KAS',
    'INJ',
    'TIA',
    'VET',
    'ONE',
    'ZIL',
    'QTUM',
    'WAVES',
    'IOTA',
  ],
  exchanges: ['BNB', 'OKB', 'KCS', 'CRO', 'FTT', 'LEO', 'HT', 'GT', 'BGB'],
  finance: [
    'UNI',
    'AAVE',
    'MKR',
    'COMP',
    'CRV',
    'SNX',
    'SUSHI',
    'YFI',
    '1INCH',
    'CAKE',
    'DYDX',
    'GMX',
    'PENDLE',
    'RUNE',
    'JUP',
    'ENA',
    'ONDO',
    'CVX',
    'BAL',
  ],
  payments: ['XRP', 'XLM', 'XNO', 'ACH', 'XMR', 'CELO'],
  oracles: ['LINK', 'BAND', 'API3', 'PYTH', 'TRB', 'GRT'],
  memes: ['DOGE', 'SHIB', 'PEPE', 'FLOKI', 'BONK', 'WIF', 'MEME', 'BOME'],
  storage: ['FIL', 'AR', 'STORJ', 'SC', 'BTT'],
  games: ['SAND', 'MANA', 'AXS', 'GALA', 'ENJ', 'CHZ', 'APE', 'ILV', 'THETA', 'FLOW'],
  'artificial intelligence': ['FET', 'AGIX', 'OCEAN', 'RNDR', 'RENDER', 'TAO', 'WLD', 'AKT'],
};

const SECTORS: ReadonlyMap<string, string> = new Map(
  Object.entries(MEMBERS).flatMap(([sector, members]) => members.map((base) => [base, sector] as const)),
);

/**
 * The sector of a base asset such as `LINK`; an asset that is not listed is its own. Futures' multiples (`1000PEPE`) count as their
 * asset.
 */
export const sectorOf = (base: string): string => SECTORS.get(base) ?? SECTORS.get(base.replace(/^1000+/, '')) ?? base;
