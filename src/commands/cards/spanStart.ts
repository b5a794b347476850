import type { StoredMark } from '../../core/desk/queries.ts';
import type { Read } from '../../core/desk/read.ts';
import { fixed, ZERO } from '../../core/money.ts';
import { USUAL_ASSET } from '../../core/state/balances.ts';
import { DAY, dateOf, type Ms, timeText } from '../../core/time.ts';

/** Where a span begins. `added` is undefined within a day: what each position had added is written down at its first instant alone. */
export type SpanStart = Omit<StoredMark, 'added'> & Partial<Pick<StoredMark, 'added'>>;

/** More deposits and withdrawals than anybody makes in a day. */
const MOST_TRANSFERS = 1_000;

/**
 * Where the account stood at the newest instant at or before `from`; for a moment that begins a UTC day or lies before the account's
 * beginning, at the first one from there on. Undefined where nothing has been marked since.
 */
export async function spanStart(from: Ms, desk: Read): Promise<SpanStart | undefined> {
  const [mark] = await desk.queries.marks(from, 1);
  if (mark === undefined || from % DAY === 0 || mark.at >= from) return mark;
  const [found] = await desk.history({ types: ['instant'], from: mark.at, to: from, limit: 1 });
  if (found === undefined || found.event.type !== 'instant' || found.seq <= mark.seq) return mark;
  const { seq, event } = found;
  const moved = await desk.history({ types: ['transfer'], from: mark.at, to: from, before: seq, limit: MOST_TRANSFERS });
  const funded = moved.reduce(
    (sum, { seq: at, event: one }) =>
      one.type === 'transfer' && one.asset === USUAL_ASSET && at > mark.seq ? sum + fixed(one.amount) : sum,
    ZERO,
  );
  return { at: event.at, seq, equity: fixed(event.equity), funded: mark.funded + funded };
}

/** `2024-06-01` for a span that begins with its UTC day, else `2024-06-01 14:00 UTC`. */
export const sinceText = (at: Ms): string => (at % DAY === 0 ? dateOf(at) : timeText(at));
