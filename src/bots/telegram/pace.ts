import type { Transformer } from 'grammy';
import { type Ms, SECOND } from '../../core/time.ts';
import { recentMap } from './recent.ts';

/** One message each `interval` on the average, and up to `burst` of them at once after a rest. */
type Rate = { readonly interval: Ms; readonly burst: number };
export type Rates = { readonly all: Rate; readonly private: Rate; readonly group: Rate };

/** Below what the Bot API's FAQ allows: 30 messages a second, one a second to a chat, 20 a minute to a group. */
export const BOT_API_RATES: Rates = {
  all: { interval: 40, burst: 10 },
  private: { interval: SECOND, burst: 4 },
  group: { interval: 4 * SECOND, burst: 5 },
};
const MOST_CHATS = 1_000;

/** A leaky bucket (GCRA): when the next message would be due if none had been early. */
type Bucket = { due: Ms };

/** Takes a place in the bucket and gives how long to wait for it, ms. */
function reserve(bucket: Bucket, { interval, burst }: Rate, now: Ms): Ms {
  const due = Math.max(bucket.due, now);
  bucket.due = due + interval;
  return Math.max(0, due - (burst - 1) * interval - now);
}

/**
 * Keeps what is done in chats within Telegram's rates, and in order within each chat. grammY's own throttler does this too, but
 * takes 10 ms of timers for a message that has nothing to wait for.
 */
export function paced(timing: { readonly rates: Rates; now(): Ms; after(delay: Ms, run: () => void): () => void }): Transformer {
  const { all, private: alone, group } = timing.rates;
  const global: Bucket = { due: 0 };
  const buckets = recentMap<Bucket>(MOST_CHATS);
  const tails = recentMap<Promise<unknown>>(MOST_CHATS);

  return async (prev, method, payload, signal) => {
    const chat: unknown = 'chat_id' in payload ? payload.chat_id : undefined;
    if (typeof chat !== 'number') return prev(method, payload, signal);
    const key = String(chat);
    const bucket = buckets.get(key) ?? { due: 0 };
    buckets.set(key, bucket);
    const before = tails.get(key);
    const turn = (async () => {
      await before;
      const now = timing.now();
      const wait = Math.max(reserve(global, all, now), reserve(bucket, chat < 0 ? group : alone, now));
      if (wait > 0) await new Promise<void>((resolve) => timing.after(wait, resolve));
      return prev(method, payload, signal);
    })();
    // The next one waits for this one to be over, whichever way it went.
    tails.set(
      key,
      turn.catch(() => undefined),
    );
    return turn;
  };
}
