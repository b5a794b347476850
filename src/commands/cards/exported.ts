import { z } from 'zod';
import { exact } from '../../core/desk/wire.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { at } from '../../core/facts/vocabulary.ts';
import { decimal } from '../../core/money.ts';
import type { CsvColumn } from '../../core/reply/csv.ts';
import { quoteOf } from '../../core/reply/format.ts';
import type { Ms } from '../../core/time.ts';
import type { tradeSchema } from './closed.ts';

/** The fee of one fill, or of a closing by force. */
export const feeSchema = z.object({
  at,
  position: z.number().int(),
  symbol: z.string(),
  purpose: z.string(),
  side: z.string(),
  price: exact,
  quantity: exact,
  /** Its worth in quote currency. */
  fee: exact,
  /** What was taken, where that was not quote currency. */
  paid: z.object({ asset: z.string(), amount: exact }).optional(),
  /** `maker` or `taker`; absent of a closing by force. */
  liquidity: z.string().optional(),
  trade: z.string(),
});

export const fundingSchema = z.object({
  at,
  position: z.number().int().optional(),
  symbol: z.string(),
  asset: z.string(),
  rate: z.number(),
  /** Received, or paid below zero. */
  amount: exact,
});

type Leg = DeepReadonly<z.infer<typeof tradeSchema>>;
type Fee = DeepReadonly<z.infer<typeof feeSchema>>;
type Funding = DeepReadonly<z.infer<typeof fundingSchema>>;

const iso = (moment: Ms): string => new Date(moment).toISOString();
const text = <R>(name: string, about: string, of: (row: R) => string): CsvColumn<R> => ({ name, about, kind: 'text', of });
const figure = <R>(name: string, about: string, of: (row: R) => string): CsvColumn<R> => ({ name, about, kind: 'figure', of });

const symbol = text<{ readonly symbol: string }>('symbol', 'what was traded, in full', (row) => row.symbol);
const currency = text<{ readonly symbol: string }>('currency', 'what amounts are counted in', (row) => quoteOf(row.symbol));

export const TRADE_COLUMNS: readonly CsvColumn<Leg>[] = [
  figure('position', 'its number', (row) => String(row.position)),
  text('decision', 'what it comes of; the same of both legs of a pair, which are one trade', (row) => row.decision),
  symbol,
  text('direction', '`long` or `short`', (row) => row.direction),
  text('strategy', 'who opened it', (row) => row.strategy),
  text('why', 'what closed it', (row) => row.why),
  figure('opened', 'time of its first fill', (row) => iso(row.openedAt)),
  figure('closed', 'time of its last fill', (row) => iso(row.closedAt)),
  figure('quantity', 'all that was entered', (row) => decimal(row.quantity)),
  figure('entry', 'average price, to twelve decimals', (row) => decimal(row.entry)),
  figure('exit', 'average price, to twelve decimals', (row) => decimal(row.exit)),
  figure('profit', 'net of fees, with funding', (row) => decimal(row.profit)),
  figure('fees', 'already in the profit', (row) => decimal(row.fees)),
  figure('funding', 'received less paid, already in the profit', (row) => decimal(row.funding)),
  figure('risk', 'what was at risk at its entries', (row) => decimal(row.risk)),
  figure('r', 'profit over that risk', (row) => String(row.r)),
  currency,
];

export const FEE_COLUMNS: readonly CsvColumn<Fee>[] = [
  figure('time', 'of the fill', (row) => iso(row.at)),
  figure('position', 'its number', (row) => String(row.position)),
  symbol,
  text('purpose', 'what the order was for; `liquidation` of a closing by force', (row) => row.purpose),
  text('side', '`buy` or `sell`', (row) => row.side),
  figure('price', 'of the fill', (row) => decimal(row.price)),
  figure('quantity', 'of the fill', (row) => decimal(row.quantity)),
  figure('fee', 'its worth in the currency; below zero where it was given back', (row) => decimal(row.fee)),
  currency,
  text('paid asset', 'what was taken, where that was another coin', (row) => row.paid?.asset ?? ''),
  figure('paid amount', 'of that coin', (row) => (row.paid === undefined ? '' : decimal(row.paid.amount))),
  text('liquidity', '`maker` or `taker`', (row) => row.liquidity ?? ''),
  text('trade', 'its id at the exchange', (row) => row.trade),
];

export const FUNDING_COLUMNS: readonly CsvColumn<Funding>[] = [
  figure('time', 'of the payment', (row) => iso(row.at)),
  figure('position', 'its number; empty where it belongs to none', (row) =>
    row.position === undefined ? '' : String(row.position),
  ),
  symbol,
  figure('rate', 'a fraction of the notional', (row) => String(row.rate)),
  figure('amount', 'received, or paid below zero', (row) => decimal(row.amount)),
  text('currency', 'what the amount is counted in', (row) => row.asset),
];
