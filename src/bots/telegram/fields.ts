import { tame } from '../cells.ts';
import type { Outgoing, Place } from '../chat.ts';
import { recentMap } from '../recent.ts';
import { TEXT_LIMIT } from './render.ts';
import { clip } from './text.ts';

/** A prompt that waits for its answer: what was tapped, and where the card stands. */
export type Field = { readonly token: string; readonly place: Place };

const MOST_CARDS = 2_000;
const MOST_OPEN = 200;

/**
 * Fields of the messages that were sent. Telegram has no form: a tap that asks is answered by a prompt, and the reply to that
 * prompt is the field. Kept in memory alone: after a restart the taps behind them are void anyway.
 */
export function createFields() {
  const texts = recentMap<string>(MOST_CARDS);
  const open = recentMap<Field>(MOST_OPEN);
  return {
    /** Keeps what the taps of a message ask; the mode comes first there too. */
    keep({ label, taps }: Outgoing): void {
      for (const { token, asks } of taps) if (asks !== undefined) texts.set(token, clip(tame(`${label} · ${asks}`), TEXT_LIMIT));
    },
    /** What to write above a field; undefined when that is not known any more. */
    textOf: (token: string): string | undefined => texts.get(token),
    opened: (chat: number, prompt: number, field: Field): void => open.set(`${chat}/${prompt}`, field),
    take: (chat: number, prompt: number): Field | undefined => open.take(`${chat}/${prompt}`),
  };
}
