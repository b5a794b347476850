import { ExchangeError } from '../../core/execution/broker.ts';
import { messageOf } from '../../core/facts/messageOf.ts';

const NETWORK = new Set(['NetworkError', 'RequestTimeout']);
const LIMITED = new Set(['DDoSProtection', 'RateLimitExceeded']);
const AWAY = new Set(['ExchangeNotAvailable', 'OnMaintenance', 'OperationFailed']);

/** Whether the exchange refused only because we asked too often. */
export const isLimited = (error: unknown): boolean => error instanceof Error && LIMITED.has(error.constructor.name);

/** First line of an exchange's words, cut: a whole error page says no more. */
const brief = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 240 ? `${line.slice(0, 240)}...` : line;
};

const wordsOf = (error: unknown): string => brief(messageOf(error));

/**
 * What a failed reading of public data asks the caller to do. Good for readings only: an order's outcome is never judged by the
 * class of ccxt's error.
 */
export function exchangeError(exchange: string, doing: string, error: unknown): ExchangeError {
  if (error instanceof ExchangeError) return error;
  const name = error instanceof Error ? error.constructor.name : '';
  const words = wordsOf(error);
  const cause = { cause: error };
  if (name === 'RestrictedLocation' || /\b451\b|restricted location/i.test(words))
    return new ExchangeError('fatal', `${exchange} does not serve this location (${doing}): ${words}`, cause);
  if (NETWORK.has(name))
    return new ExchangeError(
      'retry',
      `${exchange} cannot be reached (${doing}): ${words}. Check the network; without one, "npm start" without EXCHANGE plays the replay market`,
      cause,
    );
  if (LIMITED.has(name)) return new ExchangeError('retry', `${exchange} limits our requests (${doing}): ${words}`, cause);
  if (AWAY.has(name)) return new ExchangeError('retry', `${exchange} is not available now (${doing}): ${words}`, cause);
  if (name === 'BadSymbol') return new ExchangeError('rejected', `${exchange} has no such symbol (${doing}): ${words}`, cause);
  if (name === 'NotSupported') return new ExchangeError('rejected', `${exchange} cannot do this (${doing}): ${words}`, cause);
  return new ExchangeError('unknown', `${exchange} answered with no market data (${doing}): ${words}`, cause);
}
