import type { ExecutionReport } from '../../../src/core/execution/broker.ts';
import type { OrderRequest } from '../../../src/core/facts/orderRequest.ts';
import type { Candle } from '../../../src/core/market/candles.ts';
import type { Instrument } from '../../../src/core/market/instrument.ts';
import { decimal, fixed } from '../../../src/core/money.ts';
import { createMatching, type Matching, type MatchingOptions } from '../../../src/core/simulator/matching.ts';
import { HOUR, type Ms } from '../../../src/core/time.ts';

export const PERP = 'BTC/USDT:USDT';
export const SPOT = 'ETH/USDT';

const rules = {
  quote: 'USDT',
  tick: fixed('0.1'),
  step: fixed('0.001'),
  minQuantity: fixed('0.001'),
  minNotional: fixed('5'),
};
const instruments: readonly Instrument[] = [
  { ...rules, symbol: PERP, base: 'BTC', kind: 'perpetual', maxLeverage: 20 },
  { ...rules, symbol: SPOT, base: 'ETH', kind: 'spot', maxLeverage: 1 },
];

/** Hour `n` of the test market. */
export const hour = (n: number): Ms => 1_700_000_000_000 - (1_700_000_000_000 % HOUR) + n * HOUR;

/** Without slippage and with room for everything unless the test says otherwise. */
export const engine = (options: Partial<MatchingOptions> = {}): Matching =>
  createMatching({ instruments, fee: 0.001, slippage: 0, maxVolumeShare: 0.1, ...options });

type Words = Partial<Omit<OrderRequest, 'quantity' | 'price' | 'trigger'>> & {
  quantity?: string;
  price?: string;
  trigger?: string;
};

/** An order in decimal text: by default a market buy of 1 on the perpetual. */
export function order(clientId: string, { quantity = '1', price, trigger, ...rest }: Words = {}): OrderRequest {
  return {
    clientId,
    symbol: PERP,
    side: 'buy',
    kind: 'market',
    postOnly: false,
    reduceOnly: false,
    quantity: fixed(quantity),
    ...(price === undefined ? {} : { price: fixed(price) }),
    ...(trigger === undefined ? {} : { trigger: fixed(trigger) }),
    ...rest,
  };
}

export const candle = (n: number, open: number, high: number, low: number, close: number, volume = 1000): Candle => ({
  time: hour(n),
  open,
  high,
  low,
  close,
  volume,
});

/** News as one line each: `a buy 1 @ 100 taker`, `a filled 1`, `a canceled 0 (slippage)`. */
export const told = (news: readonly ExecutionReport[]): string[] =>
  news.map((item) => {
    if (item.kind === 'order') {
      const { clientId, status, filled, reason } = item.report;
      return `${clientId} ${status} ${decimal(filled)}${reason === undefined ? '' : ` (${reason})`}`;
    }
    if (item.kind === 'funding') return `${item.funding.symbol} funding ${decimal(item.funding.amount)}`;
    if (item.kind !== 'trade') return item.kind;
    const { clientId, side, quantity, price, liquidity } = item.trade;
    return `${clientId} ${side} ${decimal(quantity)} @ ${decimal(price)} ${liquidity}`;
  });

/** An engine that holds `quantity` (negative for short) of the perpetual since the open of hour 0 at 100. */
export function holding(quantity: string, options: Partial<MatchingOptions> = {}): Matching {
  const matching = engine(options);
  matching.open(PERP, hour(0), 100, 100_000);
  const short = quantity.startsWith('-');
  matching.place(order('entry', { side: short ? 'sell' : 'buy', quantity: quantity.replace('-', '') }), hour(0));
  return matching;
}
