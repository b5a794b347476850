import { z } from 'zod';
import { ExchangeError } from '../../core/execution/broker.ts';
import type { Candle } from '../../core/market/candles.ts';
import { checkCandles } from '../../core/market/check.ts';
import { COLUMN_NAMES, newColumns, spanOf } from '../../core/market/columns.ts';
import { lengthOf, type Ms, type Timeframe } from '../../core/time.ts';
import type { CandleReading } from '../feed.ts';
import type { Client } from './client.ts';

const LENIENT = z.coerce.number().catch(Number.NaN);
const rowsSchema = z.array(z.tuple([LENIENT, LENIENT, LENIENT, LENIENT, LENIENT, LENIENT], z.unknown()));

/** Candles of an answer, unchecked; broken figures become NaN. Volume in base currency. Undefined when it is no list of candles. */
function candlesOf(answer: unknown, unit: number): Candle[] | undefined {
  const { data } = rowsSchema.safeParse(answer);
  return data?.map(([time, open, high, low, close, volume]) => ({ time, open, high, low, close, volume: volume * unit }));
}

/** Candles in a page: what Binance and KuCoin both give at once. */
const PAGE = 1000;

/**
 * Closed candles whose open lies in [since, until), by pages, oldest first. Time the exchange has no candles for is a gap among
 * the problems. Throws ExchangeError.
 */
export async function readCandles(
  client: Client,
  series: { readonly symbol: string; readonly timeframe: Timeframe; readonly unit: number },
  since: Ms,
  until: Ms,
  now: () => Ms,
): Promise<CandleReading> {
  const { symbol, timeframe, unit } = series;
  const length = lengthOf(timeframe);
  const doing = `reading ${timeframe} candles of ${symbol}`;
  const rows: Candle[] = [];
  const from = Math.ceil(since / length) * length;
  const end = Math.min(until, Math.floor(now() / length) * length);
  for (let at = from; at < end; ) {
    const count = Math.min(PAGE, Math.ceil((end - at) / length));
    const last = at + count * length;
    const page = await client.read(doing, async () =>
      candlesOf(await client.ccxt.fetchOHLCV(symbol, timeframe, at, count, { until: last - 1 }), unit),
    );
    if (page === undefined)
      throw new ExchangeError('unknown', `${client.name} answered with something that is no candles (${doing})`);
    // Some exchanges repeat a candle of the page before, or give the newest of all when there is none that old.
    const fresh = page.filter(({ time }) => time >= at && time < last);
    rows.push(...fresh);
    const newest = fresh.at(-1)?.time;
    // A page that ends early is asked on from where it ended; an empty one is a gap that is stepped over.
    at = newest === undefined || newest < at ? last : newest + length;
  }
  const raw = newColumns(rows.length);
  rows.forEach((row, i) => {
    for (const name of COLUMN_NAMES) raw[name][i] = row[name];
  });
  const { columns, problems } = checkCandles(raw, { symbol, timeframe }, now());
  return { columns: spanOf(columns, since, until), problems };
}
