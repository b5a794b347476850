import type { Reply } from '../core/reply/reply.ts';

/** What every platform takes in one message, bytes; the least of their limits, with room for the rest of the message. */
const MOST = 8 * 2 ** 20;

/** A reply without files where those are more than a platform takes: its words then say where they can be had. */
export function uploadable<R extends Pick<Reply, 'lines' | 'files'>>(reply: R): R {
  const bytes = (reply.files ?? []).reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (bytes <= MOST) return reply;
  return { ...reply, files: [], lines: [...reply.lines, 'Too large for a chat:', 'ask for one year or at the terminal'] };
}
