import { z } from 'zod';
import { ExchangeError } from '../../core/execution/broker.ts';
import type { Instrument, Quote } from '../../core/market/instrument.ts';
import { type Fixed, fixed, MoneyError, mul, ONE, ZERO } from '../../core/money.ts';
import type { Ms } from '../../core/time.ts';
import type { Client } from './client.ts';

const text = z.union([z.string(), z.number()]).transform(String).nullish();
const figure = z.union([z.string(), z.number()]).transform(Number).nullish();

const marketSchema = z.object({
  symbol: z.string(),
  base: z.string(),
  quote: z.string(),
  settle: z.string().nullish(),
  active: z.boolean().nullish(),
  spot: z.boolean().nullish(),
  swap: z.boolean().nullish(),
  linear: z.boolean().nullish(),
  /** Base currency in one contract; amounts of contracts are counted in these. */
  contractSize: text,
  /** When it was listed, ms; most exchanges tell it of perpetuals alone. */
  created: figure,
  /** When a dated contract ends, ms. */
  expiry: figure,
  /** What the exchange says in its own words: the end that a delisting sets (Binance), the time between fundings, ms (KuCoin). */
  info: z.object({ deliveryDate: figure, fundingRateGranularity: figure }).partial().nullish().catch(null),
  precision: z.object({ price: text, amount: text }),
  limits: z.object({
    amount: z.object({ min: text }).nullish(),
    cost: z.object({ min: text }).nullish(),
    leverage: z.object({ max: figure }).nullish(),
  }),
});
type Market = z.infer<typeof marketSchema>;

/** What perpetuals allow where the exchange tells only those who hold a key. */
const UNTOLD_LEVERAGE = 20;
/** ccxt's precision modes: number of decimals, or the step itself; the third, significant digits, has no fixed step. */
const [DECIMAL_PLACES, TICK_SIZE] = [2, 4];

/** Plain decimal text of a figure that may carry an exponent, such as `1e-8`. */
function plain(value: string): string {
  const match = /^(\d+)(?:\.(\d+))?e([+-]?\d+)$/i.exec(value);
  if (match === null) return value;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  return `${digits.slice(0, point).padEnd(point, '0')}.${digits.slice(point) || '0'}`;
}

function stepOf(value: string | null | undefined, what: string, market: Market, mode: number | undefined): Fixed {
  if (value === null || value === undefined) throw new MoneyError(`${market.symbol} has no ${what}`);
  const step = mode === DECIMAL_PLACES ? `1e-${value}` : value;
  if (mode !== DECIMAL_PLACES && mode !== TICK_SIZE) throw new MoneyError(`${market.symbol} has no fixed ${what}`);
  try {
    const size = fixed(plain(step));
    if (size > ZERO) return size;
  } catch (error) {
    if (error instanceof MoneyError) throw new MoneyError(`the ${what} of ${market.symbol}: ${error.message}`, { cause: error });
    throw error;
  }
  throw new MoneyError(`${market.symbol} has the ${what} ${value}; expected a number above zero`);
}

/** Perpetuals end in a year that stands for never. */
const NEVER: Ms = Date.UTC(2100, 0);

const isLength = (length: number | null | undefined): length is Ms => typeof length === 'number' && length > 0;

function endOf({ expiry, info }: Market): Pick<Instrument, 'endsAt'> {
  const endsAt = expiry ?? info?.deliveryDate;
  return isLength(endsAt) && endsAt < NEVER ? { endsAt } : {};
}

function instrumentOf(market: Market, mode: number | undefined): Instrument {
  const kind = market.spot === true ? 'spot' : 'perpetual';
  const contract = kind === 'spot' ? ONE : fixed(plain(market.contractSize ?? '1'));
  const inBase = (amount: Fixed): Fixed => mul(amount, contract, 'up');
  const step = inBase(stepOf(market.precision.amount, 'quantity step', market, mode));
  const least = inBase(fixed(plain(market.limits.amount?.min ?? '0')));
  return {
    symbol: market.symbol,
    base: market.base,
    quote: market.quote,
    kind,
    tick: stepOf(market.precision.price, 'price tick', market, mode),
    step,
    minQuantity: least > step ? least : step,
    minNotional: fixed(plain(market.limits.cost?.min ?? '0')),
    maxLeverage: kind === 'spot' ? 1 : (market.limits.leverage?.max ?? UNTOLD_LEVERAGE),
    ...(typeof market.created === 'number' && market.created > 0 ? { listedAt: market.created } : {}),
    ...endOf(market),
    ...(market.swap === true && isLength(market.info?.fundingRateGranularity)
      ? { fundingEvery: market.info.fundingRateGranularity }
      : {}),
  };
}

export type MarketListing = {
  readonly instruments: readonly Instrument[];
  /** Base currency in one unit of the exchange's amounts, by symbol; 1 unless it counts in contracts. */
  readonly unit: ReadonlyMap<string, number>;
  /** Symbols that are listed but cannot be traded exactly, each with the reason. */
  readonly refused: readonly { readonly symbol: string; readonly why: string }[];
};

/** Active spot pairs and linear perpetuals of one quote currency, by symbol. Throws ExchangeError. */
export async function readListing(client: Client, quote: string): Promise<MarketListing> {
  const answer = await client.read('reading its markets', () => client.ccxt.loadMarkets(true));
  const rows = z.record(z.string(), z.unknown()).safeParse(answer);
  const instruments: Instrument[] = [];
  const unit = new Map<string, number>();
  const refused: { symbol: string; why: string }[] = [];
  for (const [symbol, row] of Object.entries(rows.data ?? {})) {
    const parsed = marketSchema.safeParse(row);
    if (!parsed.success) {
      refused.push({ symbol, why: `its market data cannot be read: ${z.prettifyError(parsed.error)}` });
      continue;
    }
    const market = parsed.data;
    const perpetual = market.swap === true && market.linear === true && market.settle === quote;
    if (market.active === false || market.quote !== quote || !(market.spot === true || perpetual)) continue;
    try {
      instruments.push(instrumentOf(market, client.ccxt.precisionMode));
      unit.set(symbol, perpetual ? Number(market.contractSize ?? 1) : 1);
    } catch (error) {
      if (!(error instanceof MoneyError)) throw error;
      refused.push({ symbol, why: error.message });
    }
  }
  if (instruments.length === 0) {
    const why = refused[0] === undefined ? '' : ` (${refused.length} refused, the first: ${refused[0].why})`;
    throw new ExchangeError('unknown', `${client.name} lists no active ${quote} market that can be read${why}`);
  }
  instruments.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  return { instruments, unit, refused };
}

/** A symbol's last 24 hours as the exchange sums them; `quoteVolume` in quote currency. */
export type Ticker = {
  readonly symbol: string;
  readonly quoteVolume: number;
  readonly last: number;
  readonly bid: number | undefined;
  readonly ask: number | undefined;
};

const tickerSchema = z.object({
  symbol: z.string(),
  last: figure,
  bid: figure,
  ask: figure,
  quoteVolume: figure,
  baseVolume: figure,
});

const positive = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;

/** Tickers of an answer by symbol; those without a price are left out. */
export function tickersOf(answer: unknown): Map<string, Ticker> {
  const tickers = new Map<string, Ticker>();
  const rows = z.record(z.string(), z.unknown()).safeParse(answer);
  for (const row of Object.values(rows.data ?? {})) {
    const { data } = tickerSchema.safeParse(row);
    const last = positive(data?.last);
    if (data === undefined || last === undefined) continue;
    const quoteVolume = positive(data.quoteVolume) ?? (positive(data.baseVolume) ?? 0) * last;
    tickers.set(data.symbol, { symbol: data.symbol, quoteVolume, last, bid: positive(data.bid), ask: positive(data.ask) });
  }
  return tickers;
}

/** A quote from a ticker or a book's top; undefined when it is crossed or has no price. Without a last price that is the middle. */
export function quoteOf(row: unknown, at: Ms, last?: number): Quote | undefined {
  const { data } = z.object({ bid: figure, ask: figure, last: figure, bidVolume: figure, askVolume: figure }).safeParse(row);
  const [bid, ask] = [positive(data?.bid), positive(data?.ask)];
  if (bid === undefined || ask === undefined || bid > ask) return undefined;
  const sizes = [positive(data?.bidVolume), positive(data?.askVolume)].filter((size) => size !== undefined);
  return {
    at,
    bid,
    ask,
    last: positive(data?.last) ?? last ?? (bid + ask) / 2,
    ...(sizes.length === 2 ? { depth: Math.min(...sizes) } : {}),
  };
}

/** Levels as [price, quantity in base currency], best first. */
export type OrderBook = {
  readonly at: Ms;
  readonly bids: readonly (readonly [price: number, quantity: number])[];
  readonly asks: readonly (readonly [price: number, quantity: number])[];
};

const side = z.array(z.tuple([z.coerce.number(), z.coerce.number()], z.unknown()));
const bookSchema = z.object({ bids: side, asks: side });

/** Reads one book. Throws ExchangeError `unknown` when the answer is no book, or a crossed one. */
export async function readBook(client: Client, symbol: string, depth: number, unit: number, now: () => Ms): Promise<OrderBook> {
  const doing = `reading the order book of ${symbol}`;
  const { data } = bookSchema.safeParse(await client.read(doing, () => client.ccxt.fetchOrderBook(symbol, depth)));
  const levels = (rows: z.infer<typeof side>): [number, number][] =>
    rows.filter(([price, amount]) => price > 0 && amount > 0).map(([price, amount]) => [price, amount * unit]);
  const [bids, asks] = [levels(data?.bids ?? []), levels(data?.asks ?? [])];
  const [bid, ask] = [bids[0]?.[0], asks[0]?.[0]];
  if (data === undefined || (bid !== undefined && ask !== undefined && bid >= ask))
    throw new ExchangeError('unknown', `${client.name} gave no usable order book (${doing})`);
  return { at: now(), bids: bids.slice(0, depth), asks: asks.slice(0, depth) };
}
