import type { Settings } from '../facts/settings.ts';

/** What leaving costs, as fractions: the fee of the notional, and by how much of the price a taker fares worse. */
export type ExitCosts = Pick<Settings['execution'], 'fee' | 'slippage'>;
