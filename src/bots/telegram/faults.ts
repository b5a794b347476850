import { GrammyError, HttpError } from 'grammy';
import { type Ms, SECOND } from '../../core/time.ts';
import { chatError, outageOf } from './errors.ts';

/** What a failed request for updates calls for. */
export type PollingFault =
  | { readonly kind: 'token'; readonly says: string; readonly wait: Ms }
  | { readonly kind: 'webhook'; readonly says: string }
  | { readonly kind: 'conflict'; readonly says: string; readonly wait: Ms }
  | { readonly kind: 'outage'; readonly says: string; readonly wait: Ms };

/** What to tell where updates are sent somewhere else instead of being read. */
export const WEBHOOK = 'a webhook was set for this bot';

const FIRST: Ms = SECOND;
/** What waits to be said must not wait long for us to see that Telegram is back. */
const MOST: Ms = 15 * SECOND;
/** A token that is refused comes back by somebody's hand. */
const REFUSED: Ms = 60 * SECOND;
/** Whoever asks last throws the other out: two that ask at once would do nothing else. */
const CONFLICT: Ms = 10 * SECOND;

/** Reads a failure of the connection; `tries` counts those in a row before it, `chance` in [0, 1) spreads the waits. */
export function faultOf(error: unknown, tries: number, chance: number): PollingFault {
  const jitter = 0.5 + chance / 2;
  const wait = Math.min(MOST, FIRST * 2 ** tries) * jitter;
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters } = error;
    // A token that is not even shaped like one is answered by 404. So is a good one while Telegram is in trouble: it is tried on.
    if (code === 401 || code === 404)
      return {
        kind: 'token',
        wait: REFUSED,
        says: 'TELEGRAM_TOKEN is wrong or was revoked: Telegram refuses it. Take the one @BotFather shows and start again',
      };
    if (code === 409 && /webhook/i.test(description)) return { kind: 'webhook', says: WEBHOOK };
    if (code === 409)
      return {
        kind: 'conflict',
        wait: CONFLICT * jitter,
        says: 'another program reads this bot’s messages (409): stop it, or let @BotFather revoke the token and use the new one here',
      };
    if (code === 429)
      return {
        kind: 'outage',
        wait: Math.max(wait, (parameters.retry_after ?? 1) * SECOND),
        says: 'Telegram asks for a pause (429)',
      };
    return { kind: 'outage', wait, says: `Telegram answers ${code} ${description}` };
  }
  const says =
    error instanceof HttpError ? `Telegram is not reached (${outageOf(error)})` : chatError(error, 'reading updates').message;
  return { kind: 'outage', wait, says };
}
