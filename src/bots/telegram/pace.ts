import type { Transformer } from 'grammy';
import { type Ms, SECOND } from '../../core/time.ts';
import { recentMap } from '../recent.ts';

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

/** In which order what waits goes out: what is urgent, what people asked for and what is done to messages, what nobody asked for. */
const RANKS = ['urgent', 'answers', 'notices'] as const;
type Rank = (typeof RANKS)[number];

/** What waits to be done in one chat, by rank, each in order. */
type Line = { readonly bucket: Bucket; readonly waiting: Readonly<Record<Rank, (() => Promise<void>)[]>>; moving: boolean };

const isEmpty = ({ waiting }: Line): boolean => RANKS.every((rank) => waiting[rank].length === 0);

/**
 * Keeps what is done in chats within Telegram's rates, and in order of rank within each chat. grammY's own
 * throttler keeps the rates too, but takes 10 ms of timers for a message that has nothing to wait for, and knows no urgency. The
 * transformers share one set of rates.
 */
export function createPace(timing: {
  readonly rates: Rates;
  now(): Ms;
  after(delay: Ms, run: () => void): () => void;
}): Readonly<Record<Rank, Transformer>> {
  const { all, private: alone, group } = timing.rates;
  const global: Bucket = { due: 0 };
  const lines = recentMap<Line>(MOST_CHATS);

  async function move(line: Line, rate: Rate): Promise<void> {
    line.moving = true;
    while (!isEmpty(line)) {
      const now = timing.now();
      const wait = Math.max(reserve(global, all, now), reserve(line.bucket, rate, now));
      if (wait > 0) await new Promise<void>((resolve) => timing.after(wait, resolve));
      // Looked at only now: what has become urgent meanwhile is not to wait.
      const rank = RANKS.find((one) => line.waiting[one].length > 0);
      if (rank !== undefined) await line.waiting[rank].shift()?.();
    }
    line.moving = false;
  }

  const transformer =
    (rank: Rank): Transformer =>
    (prev, method, payload, signal) => {
      const chat: unknown = 'chat_id' in payload ? payload.chat_id : undefined;
      if (typeof chat !== 'number') return prev(method, payload, signal);
      const key = String(chat);
      const line: Line = lines.get(key) ?? {
        bucket: { due: 0 },
        waiting: { urgent: [], answers: [], notices: [] },
        moving: false,
      };
      lines.set(key, line);
      return new Promise((resolve, reject) => {
        line.waiting[rank].push(() => prev(method, payload, signal).then(resolve, reject));
        if (!line.moving) void move(line, chat < 0 ? group : alone);
      });
    };
  return { urgent: transformer('urgent'), answers: transformer('answers'), notices: transformer('notices') };
}
