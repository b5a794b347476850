import type { Config } from '../config/config.ts';
import type { Identity } from '../desk/venue.ts';

/** The account at a real exchange, or on its prices. */
export const exchangeIdentity = (config: Config, exchange: string): Identity => ({
  account: { market: exchange, mode: config.mode, name: config.account },
  digest: '',
});
