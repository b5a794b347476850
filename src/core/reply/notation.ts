import type { MarketView } from '../market/marketView.ts';

/** How figures are written here, whatever happens: the label of the mode, the currency, the step of each symbol's price. */
export type Notation = { readonly label: string; readonly market: Pick<MarketView, 'instrument' | 'instruments'> };
