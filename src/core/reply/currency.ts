import type { MarketView } from '../market/marketView.ts';
import { type Fixed, toNumber, ZERO } from '../money.ts';
import { moneyText, shareText } from './format.ts';

/** What the account is counted in: the quote currency of its market. */
export const currencyOf = (desk: { readonly market: Pick<MarketView, 'instruments'> }): string =>
  desk.market.instruments()[0]?.quote ?? 'USDT';

/** `+0.40 %`: an amount as a share of an equity, never of margin. */
export const ofEquity = (amount: Fixed, equity: Fixed): string =>
  shareText(equity === ZERO ? 0 : toNumber(amount) / toNumber(equity), true);

/** `+14.25 USDT (+0.01 %)`: a profit in quote currency and as a share of the equity that it was made from. */
export const profitText = (amount: Fixed, desk: { readonly market: Pick<MarketView, 'instruments'> }, base: Fixed): string =>
  `${moneyText(amount, currencyOf(desk), true)} ${currencyOf(desk)} (${ofEquity(amount, base)})`;
