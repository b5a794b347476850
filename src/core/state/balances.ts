import type { EventOf } from '../facts/events.ts';
import { type Fixed, fixed, mul, ZERO } from '../money.ts';

/** What the account has of each asset, by its name; zero is left out. Spot fills move both sides, perpetuals only what they settle in. */
export type Balances = Map<string, Fixed>;

/** The account's own asset, in which its balance is counted. */
export const USUAL_ASSET = 'USDT';

/** Adds an amount of an asset in place; below zero takes it away. */
export function credit(balances: Balances, asset: string | undefined, amount: Fixed): void {
  const name = asset ?? USUAL_ASSET;
  const after = (balances.get(name) ?? ZERO) + amount;
  if (after === ZERO) balances.delete(name);
  else balances.set(name, after);
}

/** `BTC` and `USDT` of `BTC/USDT` and of `BTC/USDT:USDT`; only the second is a perpetual. */
function assetsOf(symbol: string): { readonly base: string; readonly quote: string; readonly perpetual: boolean } {
  const [pair = symbol, settled] = symbol.split(':');
  const [base = pair, quote = USUAL_ASSET] = pair.split('/');
  return { base, quote: settled ?? quote, perpetual: settled !== undefined };
}

type Traded = Pick<EventOf<'fill'>, 'symbol' | 'side' | 'price' | 'quantity' | 'fee' | 'feePaid'>;

/** Books one execution; `realised` is what it made on its position before fees, which is all that a perpetual moves. */
export function bookTrade(balances: Balances, trade: Traded, realised: Fixed): void {
  const { base, quote, perpetual } = assetsOf(trade.symbol);
  const quantity = fixed(trade.quantity);
  if (perpetual) credit(balances, quote, realised);
  else {
    const worth = mul(fixed(trade.price), quantity, 'nearest');
    const bought = trade.side === 'buy';
    credit(balances, base, bought ? quantity : -quantity);
    credit(balances, quote, bought ? -worth : worth);
  }
  if (trade.feePaid === undefined) credit(balances, quote, -fixed(trade.fee));
  else credit(balances, trade.feePaid.asset, -fixed(trade.feePaid.amount));
}

/** What of a fee was taken in the traded asset itself: so much less was bought, or so much more is gone. */
export const feeInBase = ({ symbol, feePaid }: Pick<EventOf<'fill'>, 'symbol' | 'feePaid'>): Fixed =>
  feePaid !== undefined && feePaid.asset === assetsOf(symbol).base ? fixed(feePaid.amount) : ZERO;
