import type { AccountId } from '../facts/eventLog.ts';
import { OUR_PREFIX } from '../facts/orderRequest.ts';

/** Hex digest of a text. */
export type Digest = (text: string) => string;

/** Account as one key: what every stored row carries. */
export const accountKey = (account: AccountId): string => `${account.market}/${account.mode}/${account.name}`;

/** One decision for account, symbol, instant and settings version; the same inputs always give the same id. */
export const decisionId = (digest: Digest, account: AccountId, symbol: string, at: number, settings: number): string =>
  digest(`decision ${accountKey(account)} ${symbol} ${at} ${settings}`).slice(0, 16);

/** OUR_PREFIX and 26 characters of base32: derived from the account, the decision and its leg, within every exchange's limit of 32. */
export const orderId = (digest: Digest, account: AccountId, decision: string, leg: string): string =>
  `${OUR_PREFIX}${BigInt(`0x${digest(`order ${accountKey(account)} ${decision} ${leg}`)}`)
    .toString(32)
    .padStart(52, '0')
    .slice(-26)}`;
