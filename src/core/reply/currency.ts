import type { MarketView } from '../market/marketView.ts';
import { type Fixed, toNumber, ZERO } from '../money.ts';
import { moneyText, shareText } from './format.ts';

/** What the account is counted in: the quote currency of its market. */
export const currencyOf = (desk: { readonly market: Pick<MarketView, 'instruments'> }): string =>
  desk.market.instruments()[0]?.quote ?? 'USDT';

/** `+0.40 %` of an amount in equity, never in margin. */
export function ofEquity(amount: Fixed, equity: Fixed): string {
  const text = shareText(equity === ZERO ? 0 : toNumber(amount) / toNumber(equity), true);
  // A loss too small to show is no gain.
  return amount < ZERO && text.startsWith('+') ? text.slice(1) : text;
}

/** `+14.25 USDT (+0.01 %)`: a profit in quote currency and as a share of equity. */
export const profitText = (amount: Fixed, desk: { readonly market: Pick<MarketView, 'instruments'>; equity(): Fixed }): string =>
  `${moneyText(amount, true)} ${currencyOf(desk)} (${ofEquity(amount, desk.equity())})`;
